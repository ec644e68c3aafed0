import pg from 'pg';

/** Of PGHOST, PGUSER and the like. */
export const database = new pg.Pool();
// Without it a database that begins again ends the server as well; the next query has a new connection.
database.on('error', ({message}) => console.error(message));
