import {keyOf, nextId} from './entries.ts';
import {type Asked, list, NOT_FOUND, O, ok, P, type Reply, type Route} from './routing.ts';
import type {Release, SentryState} from './state.ts';

/** Routes of every server. The first part is always the organisation. */
export const common: readonly Route[] = [
  ['GET', '/api/0/organizations/', ({organization}, {url}) => list([organizationAnswer(organization, url)])],
  ['GET', `${O}/`, ({organization}, {url}) => ok(organizationAnswer(organization, url))],
  ['GET', `${O}/teams/`, ({teams}) => list(teams.map(slug => ({id: slug, slug, name: slug})))],
  [
    'GET',
    `${O}/integrations/`,
    ({integrations}, {query}) =>
      list(integrations.filter(({provider}) => provider.key === query.get('providerKey'))),
  ],
  ['POST', '/api/0/teams/([^/]+)/([^/]+)/projects/', (state, asked) => createProject(state, asked)],
  [
    'GET',
    `${P}/`,
    ({projects, moved}, {parts: [, slug = '']}) => {
      const to = moved[slug];
      if (to !== undefined) {
        const detail = {
          code: 'resource-moved',
          message: 'Resource has been moved',
          extra: {url: '', slug: to},
        };
        return {status: 302, body: {slug: to, detail}, headers: {Location: `/api/0/projects/acme/${to}/`}};
      }
      const project = projects.find(one => one.slug === slug);
      return project ? ok(project) : NOT_FOUND;
    },
  ],
  ['GET', `${P}/keys/`, ({keys}, {parts: [, slug = '']}) => (keys[slug] ? list(keys[slug]) : NOT_FOUND)],
  [
    'POST',
    `${P}/keys/`,
    ({keys, projects}, {parts: [, slug = ''], body, url}) => {
      const project = projects.find(one => one.slug === slug);
      if (!project) return NOT_FOUND;
      const key = keyOf(project, String(body['name']), url);
      (keys[slug] ??= []).push(key);
      return ok(key, 201);
    },
  ],
  [
    'PUT',
    `${P}/keys/([^/]+)/`,
    ({keys}, {parts: [, slug = '', id], body}) => {
      const key = keys[slug]?.find(one => one.id === id);
      if (!key) return NOT_FOUND;
      key.name = String(body['name']);
      return ok(key);
    },
  ],
  ['POST', `${O}/releases/`, (state, asked) => createRelease(state, asked)],
  [
    'GET',
    `${O}/releases/([^/]+)/deploys/`,
    ({releases}, {parts: [, version]}) => {
      const release = releases.find(one => one.version === version);
      return release ? list(release.deploys) : NOT_FOUND;
    },
  ],
  [
    'POST',
    `${O}/releases/([^/]+)/deploys/`,
    ({releases}, {parts: [, version], body}) => {
      const release = releases.find(one => one.version === version);
      if (!release) return NOT_FOUND;
      const {environment, name = null, url = null, dateStarted = null} = body as Release['deploys'][number];
      const deploy = {id: nextId(), environment, name, url, dateStarted};
      release.deploys.push(deploy);
      return ok(deploy, 201);
    },
  ],
];

const organizationAnswer = (slug: string, url: string): object => ({
  id: '1',
  slug,
  name: slug,
  links: {organizationUrl: url, regionUrl: url},
});

const createProject = (state: SentryState, {parts: [, team = ''], body, url}: Asked): Reply => {
  if (!state.teams.includes(team)) return NOT_FOUND;
  const {name = '', platform = 'other', slug = name} = body as Record<string, string>;
  if (state.hidden.includes(slug) || state.projects.some(one => one.slug === slug)) {
    return {status: 409, body: {detail: 'A project with this slug already exists.'}};
  }
  const project = {id: nextId(), slug, name, platform, teams: [{id: team, slug: team, name: team}]};
  state.projects.push(project);
  state.keys[slug] = [keyOf(project, 'Default', url)];
  state.rules[slug] = [];
  for (const type of ['error', 'issue_stream']) {
    state.detectors.push({
      id: nextId(),
      projectId: project.id,
      name: type,
      type,
      enabled: true,
      dataSources: [],
    });
  }
  return ok(project, 201);
};

const createRelease = ({releases, projects}: SentryState, {body}: Asked): Reply => {
  const {version, projects: slugs, commits = []} = body as unknown as Release;
  if (!slugs.every(slug => projects.some(one => one.slug === slug))) {
    return {status: 400, body: {projects: ['Invalid project ids or slugs']}};
  }
  const known = releases.find(one => one.version === version);
  if (known) return ok(known, 208);
  const release = {version, projects: slugs, commits, deploys: []};
  releases.push(release);
  return ok(release, 201);
};
