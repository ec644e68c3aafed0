import {app} from './app.js';
import {database} from './database.js';

const server = app.listen(8000, () => console.log('listening on 8000'));

/** What was begun is answered first. */
process.once('SIGTERM', () => {
  server.close(() => database.end());
  server.closeIdleConnections();
});
