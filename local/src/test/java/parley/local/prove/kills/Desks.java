package parley.local.prove.kills;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Books;

/** The desks that ring. Some die; their leases must lapse, and then others take their places. */
final class Desks implements AutoCloseable {
    static final int MANY = 6;
    static final int DIE = 4;

    private final List<Agent> agents;
    private final Figures figures;
    private final Books books;
    private final List<Desk> open = new ArrayList<>();
    private final List<Desk> dead = new ArrayList<>();

    Desks(List<Agent> agents, Figures figures, Books books) throws Exception {
        this.agents = agents;
        this.figures = figures;
        this.books = books;
        fill();
        books.becomes(
                "select count(*) from parley.desks where lease_until > clock_timestamp()",
                MANY,
                figures.patience().toMillis());
    }

    /** Without a word; their places stay empty until {@link #lapsed}. */
    void killMost() {
        for (int i = 0; i < DIE; i++) {
            Desk desk = open.removeFirst();
            desk.close();
            dead.add(desk);
        }
    }

    /** Waits for the leases of the dead to lapse; what is wrong if they do not. */
    List<String> lapsed() throws SQLException, InterruptedException {
        if (dead.isEmpty()) {
            return List.of();
        }
        String pages = dead.stream().map(d -> "'" + d.page + "'").collect(Collectors.joining(","));
        boolean gone =
                books.becomes(
                        "select count(*) from parley.desks where lease_until > clock_timestamp() and instance in (%s)"
                                .formatted(pages),
                        0,
                        figures.lease() + 1000);
        dead.clear();
        fill();
        return gone ? List.of() : List.of("a dead desk's lease lives on");
    }

    private void fill() {
        for (int i = 0; open.size() < MANY; i++) {
            open.add(new Desk(agents.get(i % agents.size()), figures));
        }
    }

    @Override
    public void close() {
        open.forEach(Desk::close);
    }
}
