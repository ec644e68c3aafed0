// node countable.mjs --unpack FOLDER   unpacks there, if it is not there yet
// node countable.mjs VERB …            unpacks into the user's cache, and runs
// In the syntax of Node 12, whose users then learn from countable.cjs that it is too old.
import crypto from 'crypto';
import fs from 'fs';
import os from 'os';
import path from 'path';

const fail = (exitCode, lines) => {
  console.error(lines.join('\n'));
  process.exit(exitCode);
};

/** What Jenkins sends may be cut short or recoded on its way. */
const verify = () => {
  if (crypto.createHash('sha256').update(JSON.stringify(files)).digest('hex').startsWith(hash)) return;
  fail(1, [
    '✗ BUNDLE_DAMAGED: The packed CLI is not as it was built.',
    '  where   ' + process.argv[1],
    '  remedy  Remove that file and build again; in a checkout: npm run build',
  ]);
};

/** Whoever runs here can write there: what lies there counts only if it is what was built. */
const isWhole = folder =>
  Object.keys(files).every(name => {
    const file = path.join(folder, name);
    return fs.existsSync(file) && fs.statSync(file).isFile() && fs.readFileSync(file, 'utf8') === files[name];
  });

const remove = folder => {
  if (fs.existsSync(folder)) (fs.rmSync || fs.rmdirSync)(folder, {recursive: true});
};

/** Node's own way to make those above as well never ends where none can be made, as in /proc. */
const makeFolder = folder => {
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST' && fs.statSync(folder).isDirectory()) return;
    const above = path.dirname(folder);
    if (error.code !== 'ENOENT' || fs.existsSync(above)) throw error;
    makeFolder(above);
    makeFolder(folder);
  }
};

/** Beside it and renamed: whoever looks finds all or nothing, and of two that unpack at once one is first. */
const unpack = folder => {
  if (isWhole(folder)) return;
  verify();
  makeFolder(path.dirname(folder));
  const beside = fs.mkdtempSync(folder + '.new-');
  try {
    Object.keys(files).forEach(name => fs.writeFileSync(path.join(beside, name), files[name]));
    if (fs.existsSync(folder) && !isWhole(folder)) fs.renameSync(folder, beside + '-damaged');
    fs.renameSync(beside, folder);
  } catch (error) {
    if (!isWhole(folder)) throw error;
  } finally {
    remove(beside);
    remove(beside + '-damaged');
  }
};

const tryToUnpack = folder => {
  try {
    unpack(folder);
  } catch (error) {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
      fail(3, [
        '✗ DISK_FULL: There is no room left to unpack the CLI.',
        '  where   ' + folder,
        '  remedy  Free space on that machine; `docker system df` shows what Docker holds.',
      ]);
    }
    if (error.syscall === undefined) throw error;
    fail(3, [
      '✗ NOT_WRITABLE: The CLI cannot be unpacked: ' + error.message + '.',
      '  where   ' + folder,
      '  remedy  Give that folder to the user that runs this (sudo chown), or name another in XDG_CACHE_HOME.',
    ]);
  }
};

/** In a container the user is often a number that has no home. */
const cacheOfUser = () => {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  try {
    return path.join(os.homedir(), '.cache');
  } catch {
    return fail(3, [
      '✗ NOT_WRITABLE: The CLI cannot be unpacked: this user has no home.',
      '  remedy  Name a folder that it can write to in HOME or in XDG_CACHE_HOME.',
    ]);
  }
};

if (process.argv[2] === '--unpack') {
  tryToUnpack(path.resolve(process.argv[3]));
} else {
  const home = path.join(cacheOfUser(), 'countable', hash);
  tryToUnpack(home);
  import(path.join(home, 'countable.cjs'));
}
