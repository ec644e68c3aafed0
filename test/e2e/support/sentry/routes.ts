import {keyOf, nextId} from './entries.ts';
import {
  type Asked,
  list,
  NOT_FOUND,
  O,
  ofProject,
  ok,
  P,
  projectNamed,
  refusal,
  type Reply,
  type Route,
} from './routing.ts';
import type {Release, SentryState} from './state.ts';

/** Routes of every server. The first part is always the organisation. */
export const common: readonly Route[] = [
  [
    'GET',
    '/api/0/organizations/',
    ({organization, tokenOf}, {url}) =>
      list(tokenOf === 'integration' ? [] : [organizationAnswer(organization, url)]),
  ],
  ['GET', `${O}/`, ({organization}, {url}) => ok(organizationAnswer(organization, url))],
  ['GET', `${O}/teams/`, ({teams}) => list(teams.map(slug => ({id: slug, slug, name: slug})))],
  [
    'GET',
    `${O}/integrations/`,
    ({integrations}, {query}) =>
      list(integrations.filter(({provider}) => provider.key === query.get('providerKey'))),
  ],
  ['POST', '/api/0/teams/([^/]+)/([^/]+)/projects/', (state, asked) => createProject(state, asked)],
  ['GET', `${P}/`, ofProject((_, {project}) => ok(project))],
  ['GET', `${P}/keys/`, ofProject(({keys}, {project: {slug}}) => list(keys[slug] ?? []))],
  [
    'POST',
    `${P}/keys/`,
    ofProject(({keys}, {project, body, url}) => {
      const key = keyOf(project, String(body['name']), url);
      (keys[project.slug] ??= []).push(key);
      return ok(key, 201);
    }),
  ],
  [
    'PUT',
    `${P}/keys/([^/]+)/`,
    ofProject(({keys}, {project: {slug}, parts: [, , id], body}) => {
      const key = keys[slug]?.find(one => one.id === id);
      if (!key) return NOT_FOUND;
      key.name = String(body['name']);
      return ok(key);
    }),
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
      if (isUnlike(body['url'])) return refusal({url: ['Enter a valid URL.']});
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

const createRelease = (state: SentryState, {body, age}: Asked): Reply => {
  const {version, projects: names, commits = []} = body as unknown as Release;
  const found = names.map(name => projectNamed(state, name, age)?.slug);
  const taken = age.takesIds ? 'ids or slugs' : 'slugs';
  if (found.includes(undefined)) return refusal({projects: [`Invalid project ${taken}`]});
  const projects = found as string[];
  const tooLong = `Ensure this field has no more than ${age.longestEmail} characters.`;
  const problems = commits.map(({author_email: email = ''}) =>
    email.length > age.longestEmail ? {author_email: [tooLong]} : {},
  );
  if (problems.some(problem => 'author_email' in problem)) return refusal({commits: problems});
  const known = state.releases.find(one => one.version === version);
  if (known) return ok(known, 208);
  const release = {version, projects, commits, deploys: []};
  state.releases.push(release);
  return ok(release, 201);
};

/** Django's validator of addresses: a host of one label, or with what no name has, is none to it. */
const isUnlike = (url: unknown): boolean => {
  if (typeof url !== 'string') return false;
  const host = /^https?:\/\/(?:[^@/]*@)?(\[[\da-f:]+\]|[^/:?#]+)(?::\d{1,5})?(?:[/?#]\S*)?$/i.exec(url)?.[1];
  if (host === undefined) return true;
  const isName = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d]+)$/i.test(host);
  return !isName && host !== 'localhost' && !host.startsWith('[') && !/^(?:\d{1,3}\.){3}\d{1,3}$/.test(host);
};
