// Exits with 0 when node_modules holds what package-lock.json says, so that `npm ci` can be skipped.
import {readFileSync} from 'node:fs';
import process from 'node:process';

const packages = file => JSON.parse(readFileSync(file, 'utf8')).packages;
try {
  const installed = packages('node_modules/.package-lock.json');
  const wanted = Object.entries(packages('package-lock.json')).filter(([where]) => where !== '');
  const isThere = ([where, {version, optional, devOptional}]) =>
    installed[where]?.version === version || ((optional || devOptional) && !installed[where]);
  process.exitCode = wanted.every(isThere) ? 0 : 1;
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
  process.exitCode = 1;
}
