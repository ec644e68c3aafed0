import * as z from 'zod/mini';
import {defineSettings, type Layers} from '../fragment.ts';
import {described, environment, text} from '../keys.ts';
import {asksForProduction, PRODUCTION} from '../production.ts';

export interface AgentSettings {
  agents: Record<string, string>;
  /** Those of them that the organisation chose. */
  organisationAgents: Readonly<Record<string, string>>;
}

const keys = {
  agents: described(
    z.record(environment, text),
    'Jenkins label of the agent per environment. Default: `<name>-<environment>` if any agent has it, else `<environment>`, else any.',
    {prod: 'web-3'},
  ),
};

type Said = Layers<typeof keys, typeof keys>;

export const agents = defineSettings({
  project: keys,
  organisation: keys,
  settle: (said): AgentSettings => ({
    agents: {
      ...said.organisation.agents,
      ...Object.fromEntries(asked(said).filter(one => !isRefused(one, said))),
    },
    organisationAgents: said.organisation.agents ?? {},
  }),
  notes: said =>
    asked(said)
      .filter(one => isRefused(one, said))
      .map(([name]) => refusal(name, said.organisation.agents?.[PRODUCTION])),
});

type Asked = readonly [environment: string, label: string];

/** What the repository asks for. */
const asked = ({own, given}: Said): Asked[] => Object.entries({...own.agents, ...given.agents});

/** Production runs where the organisation says; and nothing else does only because a repository asks for that agent. */
const isRefused = ([name, label]: Asked, said: Said): boolean => {
  const {[name]: ofOrganisation, [PRODUCTION]: ofProduction} = said.organisation.agents ?? {};
  if (ofOrganisation === label) return false;
  if (name === PRODUCTION) return ofProduction !== undefined;
  const wanted = Object.fromEntries(asked(said))[PRODUCTION];
  return asksForProduction(label, [ofProduction, ...(name === 'test' ? [wanted] : [])]);
};

const refusal = (name: string, ofProduction: string | undefined): string =>
  `\`agents: {${name}}\` of the repository does not count: ${name === PRODUCTION ? `the organisation deploys production on ${ofProduction}` : 'it is an agent of production'}.`;
