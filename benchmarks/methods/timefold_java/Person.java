/** A person of the pool; minutes, sessions and places that a day or a week may have. */
public record Person(
        int index, int home, int mode, int group, int employer, int minWork, int maxWork,
        int maxSessionsDay, int maxSessionsWeek, int maxSitesDay, int maxSitesWeek,
        int maxDaysWeek, int maxTravelDay, int maxLeg, int fairRoad) {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
