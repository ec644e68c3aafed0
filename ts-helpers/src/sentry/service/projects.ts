import type {ClientKey, SentryProject} from '../plan/facts.ts';
import {UserError} from '../../errors/userError.ts';
import {organizationUnknown} from './organization.ts';
import {isRefusal, notUnderstood, ProjectMoved, type SentryTransport} from './transport.ts';

/** Projects of an organisation, their client keys, and what else a new project needs. */
export interface SentryProjects {
  /** Of that slug, or of the one it was renamed to. */
  project(slug: string): Promise<SentryProject | undefined>;
  /** Slugs. */
  teams(): Promise<string[]>;
  /** Throws SENTRY_SLUG_TAKEN or SENTRY_TEAM_UNKNOWN. */
  createProject(project: {team: string; slug: string; platform: string}): Promise<SentryProject>;
  keys(project: string): Promise<ClientKey[]>;
  createKey(project: string, name: string): Promise<ClientKey>;
  renameKey(project: string, id: string, name: string): Promise<void>;
  /** Slack workspaces that are connected. */
  workspaces(): Promise<{id: string; name: string}[]>;
}

const READ = 'project:read';
const WRITE = 'project:write';

export const projectsOf = (transport: SentryTransport, organization: string): SentryProjects => {
  const {find, list, write, once, inOrganization, inProject} = transport;
  const project: SentryProjects['project'] = async slug => {
    try {
      const found = await find<ProjectAnswer>({path: inProject(slug), needs: READ});
      return found && projectOf(found);
    } catch (error) {
      if (error instanceof ProjectMoved && error.slug !== slug) return project(error.slug);
      throw error;
    }
  };
  const keys: SentryProjects['keys'] = async slug =>
    ((await list<KeyAnswer>({path: inProject(slug, 'keys/'), needs: READ})) ?? []).map(keyOf);
  return {
    project,
    keys,

    async teams() {
      const teams = await list<{slug: string}>({path: inOrganization('teams/'), needs: 'org:read'});
      if (teams !== undefined) return teams.map(({slug}) => slug);
      throw organizationUnknown(organization);
    },

    async createProject({team, slug, platform}) {
      const path = `api/0/teams/${encodeURIComponent(organization)}/${encodeURIComponent(team)}/projects/`;
      // Sentry's own first alert would mail everybody of the team.
      const data = {name: slug, slug, platform, default_rules: false};
      try {
        return await once(
          async () => projectOf(await write<ProjectAnswer>({path, data, needs: WRITE})),
          () => project(slug),
        );
      } catch (error) {
        throw notCreated(error, {slug, team, organization});
      }
    },

    createKey: (slug, name) =>
      once(
        async () =>
          keyOf(await write<KeyAnswer>({path: inProject(slug, 'keys/'), data: {name}, needs: WRITE})),
        async () => (await keys(slug)).find(key => key.name === name),
      ),

    async renameKey(slug, id, name) {
      const path = inProject(slug, `keys/${encodeURIComponent(id)}/`);
      await write({method: 'PUT', path, data: {name}, needs: WRITE});
    },

    async workspaces() {
      const path = inOrganization('integrations/');
      const found = await list<Integration>({path, query: {providerKey: 'slack'}, needs: 'org:read'});
      return (found ?? [])
        .filter(
          ({status, organizationIntegrationStatus: here = 'active'}) =>
            status === 'active' && here === 'active',
        )
        .map(({id, name}) => ({id, name}));
    },
  };
};

interface ProjectAnswer {
  id: string;
  slug: string;
  teams?: {slug: string}[];
}

interface KeyAnswer {
  id: string;
  name: string;
  isActive: boolean;
  dsn: {public: string};
}

interface Integration {
  id: string;
  name: string;
  status: string;
  organizationIntegrationStatus?: string;
}

const projectOf = ({id, slug, teams = []}: Partial<ProjectAnswer>): SentryProject => {
  if (id === undefined || slug === undefined) throw notUnderstood('the project');
  return {id, slug, teams: teams.map(team => team.slug)};
};

const keyOf = ({id, name, isActive = true, dsn}: Partial<KeyAnswer>): ClientKey => {
  if (id === undefined || name === undefined || dsn === undefined) throw notUnderstood('a client key');
  return {id, name, isActive, dsn: dsn.public};
};

const CONFLICT = 409;
const NOT_FOUND = 404;

const notCreated = (
  error: unknown,
  {slug, team, organization}: {slug: string; team: string; organization: string},
): unknown => {
  if (isRefusal(error, CONFLICT)) {
    const message = `The name ${slug} is taken in ${organization}, by a project that the token does not see or that is being deleted.`;
    return new UserError('SENTRY_SLUG_TAKEN', message, {where: 'sentry.project', cause: error});
  }
  if (isRefusal(error, NOT_FOUND)) {
    const message = `There is no team ${team} in ${organization}.`;
    return new UserError('SENTRY_TEAM_UNKNOWN', message, {where: 'sentry.team', cause: error});
  }
  return error;
};
