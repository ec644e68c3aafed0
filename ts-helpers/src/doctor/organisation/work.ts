import path from 'node:path';
import {lookAtFleet} from '../../fleet/work.ts';
import type {Finished} from '../../run/finished.ts';
import type {World} from '../../run/world.ts';
import {sentryOpener} from '../../sentry/work.ts';
import {slackFailure} from '../../slack/failures.ts';
import {slackOpener} from '../../slack/work.ts';
import {readOrganisation} from '../../workspace/open.ts';
import {judged, refuseOfProjects, type SubjectGiven} from '../besides.ts';
import type {DoctorResult} from '../doctor.ts';
import {ORGANISATION_RULES} from '../plan/organisationRules.ts';
import {gatherOrganisation, type OrganisationNeeds} from './gather.ts';

/** `countable doctor organisation`. Throws what is wrong with the organisation's file. */
export const runOrganisation = async (given: SubjectGiven, world: World): Promise<Finished<DoctorResult>> => {
  refuseOfProjects('organisation', given);
  const settings = await readOrganisation(given, world);
  const {COUNTABLE_CONFIG: file} = world.variables;
  const sentry = sentryOpener(world, {isPatient: true});
  const {sentry: ofSentry} = settings;
  const services: OrganisationNeeds['services'] = [
    {name: 'Slack', variable: 'SLACK_BOT_TOKEN', ask: askingSlack(world)},
    {
      name: 'Sentry',
      variable: 'SENTRY_AUTH_TOKEN',
      ask: sentry && ofSentry !== 'none' ? () => sentry(ofSentry) : undefined,
    },
  ];
  const facts = await gatherOrganisation(file, {
    lookAtBackups: () => lookAtFleet(settings, world),
    services: services.filter(({name}) => name !== 'Sentry' || ofSentry !== 'none'),
  });
  const name = file === undefined ? 'organisation' : path.parse(file).name;
  return judged({name, facts, rules: ORGANISATION_RULES}, given, world);
};

const askingSlack = (world: World): (() => Promise<unknown>) | undefined => {
  const open = slackOpener(world);
  if (open === undefined) return undefined;
  return async () => {
    try {
      return await (await open()).workspace();
    } catch (error) {
      throw slackFailure(error, 'to say which workspace it is');
    }
  };
};
