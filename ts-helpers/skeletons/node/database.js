import pg from 'pg';

/** Of PGHOST, PGUSER and the like. */
export const database = new pg.Pool();
