import {ask} from '../inside.ts';
import type {WholeLook} from '../../compose/wholeLook.ts';
import type {Whole} from '../whole.ts';
import {answerIn, inShell, MARK} from './connecting.ts';

/** What it tells where no file of settings names a folder. */
const USUAL = '/data/db';

export const LOOK = [
  'var parsed = admin.runCommand({getCmdLineOpts: 1}).parsed || {}',
  'var storage = parsed.storage || {}',
  'var log = parsed.systemLog || {}',
  'var hello = admin.runCommand({isMaster: 1})',
  `print(${JSON.stringify(MARK)} + JSON.stringify({folder: storage.dbPath || "", log: log.path || "", set: hello.setName || "", kind: hello.msg || ""}))`,
].join('; ');

/** MongoDB has all of it in one folder. */
export const wholeMongo: Whole = {
  async look(inside) {
    const {folder, log, set, kind} = answerIn<Record<string, string>>(await ask(inside, inShell(LOOK)));
    return {
      folder: folder || USUAL,
      elsewhere: [],
      writes: log ? [log] : [],
      tie: tieOf(set, kind),
      port: undefined,
    } satisfies WholeLook;
  },

  isReady: () => READY,

  // Who restores them is the only one that an image makes.
  forget: [],

  variables: {},

  settings: [],
};

/** While its image prepares it, a server answers that is not the one to be. */
const IS_PREPARED = '[ ! -e "${TMPDIR:-/tmp}/docker-entrypoint-temp-mongod.pid" ] && exec "$@"';

export const READY = ['sh', '-c', IS_PREPARED, 'sh', ...inShell('admin.runCommand({ping: 1})')];

const tieOf = (set = '', kind = ''): string | undefined => {
  if (set !== '') return `it is one of the replica set ${set}, whose others would not know of it`;
  return kind === 'isdbgrid' ? 'it only leads to other servers' : undefined;
};
