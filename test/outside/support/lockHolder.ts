import {createLocks} from '../../../ts-helpers/src/outside/lock.ts';

/** Takes the lock it is given and keeps it until it is killed. */
const [file = ''] = process.argv.slice(2);
await createLocks(process.env).tryToTake(file, {who: 'holder', since: new Date(0).toISOString()});
process.on('SIGINT', () => undefined);
console.log('locked');
process.send?.('locked');
setInterval(() => undefined, 1000);
