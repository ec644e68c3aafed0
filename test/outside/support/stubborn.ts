import {spawn} from 'node:child_process';
import process from 'node:process';
import {createLocks} from '../../../ts-helpers/src/outside/lock.ts';

/** Takes the lock, heeds no signal or ends at the first, and runs a program that leads a group, with a child of its own. */
const [file = '', how = ''] = process.argv.slice(2);
await createLocks(process.env).tryToTake(file, {who: 'stubborn', since: new Date().toISOString()});
const program = spawn('sh', ['-c', 'sleep 600 & echo $!; wait'], {
  detached: true,
  stdio: ['ignore', 'pipe', 'ignore'],
});
process.on('SIGTERM', () => {
  if (how === 'heeds') process.exit(7);
});
program.stdout.setEncoding('utf8').once('data', (child: string) => {
  console.log(JSON.stringify([program.pid, Number(child)]));
});
setInterval(() => undefined, 1000);
