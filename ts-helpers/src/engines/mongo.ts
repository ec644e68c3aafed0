import type {Engine, ServerLook} from './engine.ts';
import {ask} from './inside.ts';
import {answerIn, connected, inShell, MARK, STDIN} from './mongo/connecting.ts';
import {createMongoReader} from './mongo/reader.ts';
import {READY, wholeMongo} from './mongo/whole.ts';

const LOOK = [
  'var users = null',
  'try { users = admin.getCollection("system.users").find().toArray().map(function (one) { return one.user + "@" + one.db; }); } catch (error) { users = null; }',
  'var all = admin.runCommand({listDatabases: 1}).databases.filter(function (one) { return ["admin", "config", "local"].indexOf(one.name) === -1; })',
  `print(${JSON.stringify(MARK)} + JSON.stringify({version: admin.runCommand({buildInfo: 1}).version, port: Number(given.COUNTABLE_PORT) || undefined, owner: given.COUNTABLE_USER || "", isSuperuser: users !== null, roles: users || [], closed: [], databases: all.map(function (one) { return {name: one.name, bytes: Number(one.sizeOnDisk)}; })}))`,
].join('; ');

/** MongoDB, by the tools of its image. */
export const mongo: Engine = {
  kind: 'mongo',

  async look(inside) {
    return answerIn<ServerLook>(await ask(inside, inShell(LOOK)));
  },

  // Users and roles of all databases lie in one of their own.
  dumpRoles: ({isSuperuser = true}) =>
    isSuperuser ? connected('mongodump', ['--archive', '--db=admin']) : null,

  dump: database => connected('mongodump', ['--archive', `--db=${database}`]),

  reader: createMongoReader,

  // Without users anybody may do anything there; those that are restored log in with their own passwords all the same.
  emptyServer: () => ({ALLOW_EMPTY_PASSWORD: 'yes'}),

  listening: {usual: 27017, at: port => ({options: {program: 'mongod', words: ['--port', `${port}`]}})},

  isReady: READY,

  // It does not wait for its disk.
  hurry: [],

  makeRoom: databases =>
    databases.map(name => inShell(`connection.getDB(${JSON.stringify(name)}).dropDatabase()`)),

  restoreRoles: connected('mongorestore', [`--archive=${STDIN}`]),

  // What was there is kept, also where it would not be taken anew.
  restore: () =>
    connected('mongorestore', [`--archive=${STDIN}`], ['--stopOnError', '--bypassDocumentValidation']),

  query: () => null,

  masking: null,

  beside: null,

  whole: wholeMongo,

  complaints: text => text.split('\n').filter(isComplaint),
};

/** Documents that were refused do not make it fail. */
const isComplaint = (line: string): boolean =>
  /\bFailed: |continuing through error/.test(line) ||
  (line.includes(' document(s) failed to restore') && !/\b0 document\(s\) failed/.test(line));
