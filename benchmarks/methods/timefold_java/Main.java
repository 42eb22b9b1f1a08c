import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Main INSTANCE MILLISECONDS SEED...: solves once for each seed, side by side. Prints "best SOLVER
 * MILLISECONDS HARD SOFT" for each better plan, and in the end "score SOLVER HARD SOFT" with "take
 * SOLVER TASK OPTION" for each session of its plan.
 */
public final class Main {
    private final StreamTokenizer tokens;
    private final List<Quota> quotas = new ArrayList<>();
    private final List<Pin> pins = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Main main;
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            main = new Main(file);
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Week.class)
                .withEntityClasses(Session.class)
                .withConstraintProviderClass(Rules.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withTerminationSpentLimit(Duration.ofMillis(Long.parseLong(arguments[1])));
        List<Thread> threads = new ArrayList<>();
        for (int number = 2; number < arguments.length; number++) {
            int solver = number - 2;
            SolverConfig own = new SolverConfig(config)
                    .withRandomSeed(Long.parseLong(arguments[number]));
            threads.add(new Thread(() -> main.solve(solver, own)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void solve(int number, SolverConfig config) {
        var solver = SolverFactory.<Week>create(config).buildSolver();
        solver.addEventListener(event -> {
            var score = event.getNewBestSolution().getScore();
            System.out.printf("best %d %d %d %d%n", number, event.getTimeMillisSpent(),
                    score.hardScore(), score.softScore());
        });
        Week best = solver.solve(blank());
        StringBuilder out = new StringBuilder();
        out.append(String.format("score %d %d %d%n", number, best.getScore().hardScore(),
                best.getScore().softScore()));
        for (Session session : best.getSessions()) {
            if (session.getOption() != null) {
                out.append(String.format("take %d %d %d%n", number, session.getTask().index,
                        session.getOption().number));
            }
        }
        System.out.print(out);
    }

    /** First fit goes through the sessions in order: what must be given first, then by weight. */
    private Week blank() {
        Comparator<Task> mustFirst = Comparator.comparing(task -> !isMust(task));
        List<Task> inOrder = new ArrayList<>(tasks);
        inOrder.sort(mustFirst.thenComparing(task -> -task.unmet));
        List<Session> sessions = new ArrayList<>();
        for (Task task : inOrder) {
            for (int count = 0; count < task.sessions; count++) {
                sessions.add(new Session(sessions.size(), task));
            }
        }
        return new Week(sessions, quotas, pins);
    }

    private boolean isMust(Task task) {
        return task.minSessions > 0 || pins.stream().anyMatch(pin -> pin.task() == task.index);
    }

    // -- the instance, as whole numbers in the order in which timefold.py writes them -------------

    private Main(Reader file) throws IOException {
        tokens = new StreamTokenizer(file);
        int departure = next();
        int latestReturn = next();
        int lunch = next();
        boolean countTravel = next() == 1;
        int[] weights = nextMany(5);
        int[][][] travel = new int[next()][][];
        int places = next();
        for (int mode = 0; mode < travel.length; mode++) {
            travel[mode] = new int[places][];
            for (int place = 0; place < places; place++) {
                travel[mode][place] = nextMany(places);
            }
        }
        int[] capacity = nextMany(places);
        int[] employerWork = nextMany(next());
        Rules.frame = new Rules.Frame(departure, latestReturn, lunch, countTravel,
                weights[0], weights[1], weights[2], weights[3], weights[4],
                travel, capacity, employerWork);
        Person[] people = new Person[next()];
        for (int index = 0; index < people.length; index++) {
            people[index] = new Person(index, next(), next(), next(), next(), next(), next(),
                    next(), next(), next(), next(), next(), next(), next(), next());
        }
        for (int count = next(), index = 0; index < count; index++) {
            quotas.add(new Quota(index, next(), next(), next(), nextSet(), next(), next() == 1));
        }
        for (int count = next(); count > 0; count--) {
            pins.add(new Pin(next(), next(), next(), next(), next()));
        }
        for (int count = next(), index = 0; index < count; index++) {
            Task task = new Task(index, next(), next(), next(), next(), next(), next(), next(),
                    next());
            task.options = new ArrayList<>();
            for (int options = next(), number = 0; number < options; number++) {
                task.options.add(new Option(task, people[next()], number, next(), next(), next(),
                        next(), next() == 1, next(), next()));
            }
            tasks.add(task);
        }
    }

    private int next() throws IOException {
        tokens.nextToken();
        return Math.toIntExact((long) tokens.nval);
    }

    private int[] nextMany(int count) throws IOException {
        int[] values = new int[count];
        for (int index = 0; index < count; index++) {
            values[index] = next();
        }
        return values;
    }

    private Set<Integer> nextSet() throws IOException {
        Set<Integer> values = new HashSet<>();
        for (int value : nextMany(next())) {
            values.add(value);
        }
        return values;
    }
}
