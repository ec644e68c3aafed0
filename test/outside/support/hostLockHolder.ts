import {createHostLocks} from '../../../ts-helpers/src/outside/hostLocks.ts';

/** Takes the lock of this name and keeps it until it is killed. */
const [name = ''] = process.argv.slice(2);
await createHostLocks().tryToTake(name, {who: 'holder', since: '2026-11-23T12:00:00.000Z'});
console.log('locked');
setInterval(() => undefined, 1000);
