import java.util.Arrays;

/** A handful of different places. */
public final class Places {
    private int[] places = new int[4];
    private int count;

    public void add(int place) {
        if (!contains(place)) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = place;
        }
    }

    public void addAll(Places others) {
        for (int index = 0; index < others.count; index++) {
            add(others.places[index]);
        }
    }

    public boolean contains(int place) {
        for (int index = 0; index < count; index++) {
            if (places[index] == place) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return count;
    }
}
