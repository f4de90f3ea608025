package parley.local.realtime;

/** A project's database: checks on one connection, broadcasts from it on another. */
final class ProjectDatabase implements AutoCloseable {
    private final DatabaseSession session;
    private final Replication replication;
    final Permissions permissions;
    final StoredMessages messages;
    private boolean started;

    ProjectDatabase(String url, Project project) {
        this.session = new DatabaseSession(url, project.timers);
        this.permissions = new Permissions(session);
        this.messages = new StoredMessages(session);
        this.replication =
                new Replication(
                        url,
                        project.timers,
                        project.settings,
                        project::deliverFromDatabase,
                        session::checkAlive);
    }

    /** Makes the partitions, then begins to listen; a join does not wait for the listening. */
    void start() throws DatabaseTrouble {
        if (!started) {
            messages.tendPartitions();
            replication.start();
            started = true;
        }
    }

    Replication.State replication() {
        return replication.state();
    }

    @Override
    public void close() {
        replication.close();
        session.close();
    }
}
