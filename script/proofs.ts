/** `node script/proofs.ts`: proves every pattern, and writes the list of proofs that fresh machines begin with. */
import {provable, proven, sources} from '../test/ts/support/patterns.ts';
import {COMMITTED, commitProofs, keptProofs} from '../test/ts/support/proofs.ts';

const patterns = provable(sources());
const proofs = keptProofs();
const unsafe = (await proven(patterns, {proofs})).filter(({status}) => status !== 'safe');
for (const {place, source, status, why} of unsafe) console.log(`${place} /${source}/ is ${status}: ${why}`);
console.log(`${commitProofs(patterns, proofs)} proofs in ${COMMITTED}; commit it.`);
