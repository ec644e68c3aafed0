import type {Readable} from 'node:stream';
import type {UserError} from '../errors/userError.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {carryOut} from '../run/carryOut.ts';
import {counted} from '../text/plain.ts';
import type {FillNeeds} from '../verify/emptyServers.ts';
import {loadAside, loadWhole} from './act/aside.ts';
import {whileBack} from './act/broughtBack.ts';
import {fillAside, type FilledDump} from './act/filledAside.ts';
import type {Places} from './act/places.ts';
import {type Carried, carriedOut, type CarryNeeds} from './carriedOut.ts';
import {type DumpFacts, heldInDump, isOfPlaces, isOfServer, planRestore, type RestorePlan} from './plan.ts';

export type FromDumpNeeds = Omit<CarryNeeds, 'docker' | 'clock'> &
  Omit<FillNeeds, 'docker' | 'clock' | 'voice'> & {
    docker: CarryNeeds['docker'] & FillNeeds['docker'] & Parameters<typeof whileBack>[1]['docker'];
    clock: CarryNeeds['clock'] & FillNeeds['clock'];
    end?: ((reason: UserError) => void) | undefined;
  };

export interface FromDump {
  facts: DumpFacts;
  plan: RestorePlan;
  read(): Promise<Readable>;
}

/** A dump is restored where nobody reaches it; out of there it is the restore of an archive, by the plan that it makes then. */
export const fromDump = (
  {facts, plan, read}: FromDump,
  {journals, minutes}: {journals: Parameters<typeof carriedOut>[1]; minutes: Carried['minutes']},
  needs: FromDumpNeeds,
): Promise<RestoreOutcome> => {
  const {composeProject, source} = facts;
  return whileBack(composeProject, needs, async () => {
    const {back, ...filled} = await filledBy({facts, plan, read}, needs);
    const settled = settledBy(facts, filled);
    const known = new Set(plan.warnings);
    for (const warning of settled.warnings) if (!known.has(warning)) needs.voice.warn(warning);
    const load = async (places: Places) => ({
      at: source.at.toISOString(),
      files: [],
      servers: [
        ...(await loadAside(back, settled.servers, needs)),
        ...(settled.folders.some(isOfServer)
          ? await loadWhole(back, {folders: settled.folders, facts}, {places, needs})
          : []),
      ],
    });
    return carriedOut({plan: settled, load, composeProject, minutes}, journals, needs);
  });
};

const filledBy = async ({facts, plan, read}: FromDump, needs: FromDumpNeeds): Promise<FilledDump> => {
  const {voice, end} = needs;
  let filled: FilledDump = {back: [], found: [], files: 0};
  await carryOut(
    plan.steps.filter(step => !isOfPlaces(step)),
    async () => {
      filled = await fillAside(facts, await read(), needs);
    },
    {voice, end},
  );
  for (const {service, databases} of filled.found)
    for (const {name, tables} of databases)
      voice.info(`${service}: ${name} has ${counted(Object.keys(tables).length, 'table')}`);
  return filled;
};

/** By the same rules, with what was found. */
const settledBy = (facts: DumpFacts, {found, files}: Omit<FilledDump, 'back'>): RestorePlan => {
  const source = {...facts.source, found};
  const plan = planRestore({...facts, source, manifest: heldInDump(source, facts)});
  const others = {what: `${counted(files, 'file')} in it`, why: 'no dump of a database'};
  return files === 0 ? plan : {...plan, leftAlone: [...plan.leftAlone, others]};
};
