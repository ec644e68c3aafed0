import {randomBytes} from 'node:crypto';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {XMLValidator} from 'fast-xml-parser';
import {listen, receive} from './httpServer.ts';
import {itself, type JenkinsItself, NOTHING_OF_ITSELF} from './jenkinsItself.ts';
import {treeOf} from './jenkinsTree.ts';

export const JENKINS_USER = 'ada';
export const JENKINS_TOKEN = '11aabbccddeeff00112233445566778899';

interface HeldSecret {
  id: string;
  /** What was sent, whole. */
  xml: string;
}

type Trouble = {status: number; body?: string; headers?: Record<string, string>} | 'done, and gone';

/** A Jenkins with a memory: items by path, credentials by store. */
export interface JenkinsServer extends JenkinsItself {
  url: string;
  /** `POST /job/…`, in order. */
  requests: string[];
  /** `config.xml` by path: `team/shop`. */
  items: Map<string, string>;
  /** By path of the folder; '' is the controller. */
  credentials: Map<string, HeldSecret[]>;
  /** Items that were told to look for branches. */
  scanned: string[];
  /** Stores that the user may not look into: '' is the controller's. */
  closed: Set<string>;
  /** Whether requests that write need a crumb. */
  hasCrumbs: boolean;
  /** Troubles to come, by the beginning of `METHOD path`. */
  troubles: Record<string, Trouble[]>;
  reset(): void;
  stop(): Promise<void>;
}

export interface Reply {
  status: number;
  body?: string;
  type?: string;
  headers?: Record<string, string>;
}

const xmlReply = (body: string): Reply => ({status: 200, body, type: 'application/xml'});
const jsonReply = (data: unknown): Reply => ({
  status: 200,
  body: JSON.stringify(data),
  type: 'application/json',
});
const NOT_FOUND: Reply = {
  status: 404,
  body: `<html><head><title>Not Found - Jenkins</title></head><body>${'<a href="/login">log in</a> '.repeat(200)}</body></html>`,
  type: 'text/html;charset=utf-8',
};
/** Jenkins.checkGoodName, whose answer is a page. */
const UNSAFE = /[?*/\\%!@#$^&|<>[\]:;]/;

export const startJenkins = async (): Promise<JenkinsServer> => {
  const sessions = new Map<string, string>();
  const server = createServer((request, response) => {
    void serve(jenkins, sessions, {request, response});
  });
  const {port, stop} = await listen(server);
  const jenkins: JenkinsServer = {
    // Jenkins often lives below a path.
    url: `http://127.0.0.1:${port}/jenkins/`,
    requests: [],
    items: new Map(),
    credentials: new Map(),
    scanned: [],
    closed: new Set(),
    hasCrumbs: true,
    ...NOTHING_OF_ITSELF,
    troubles: {},
    reset() {
      jenkins.closed.clear();
      jenkins.requests.length = 0;
      jenkins.scanned.length = 0;
      jenkins.items.clear();
      jenkins.credentials.clear();
      Object.assign(jenkins, {hasCrumbs: true, troubles: {}, ...NOTHING_OF_ITSELF});
    },
    stop,
  };
  return jenkins;
};

const serve = async (
  jenkins: JenkinsServer,
  sessions: Map<string, string>,
  {request, response}: {request: IncomingMessage; response: ServerResponse},
): Promise<void> => {
  const {method, path, headers, body} = await receive(request);
  const {pathname, searchParams} = new URL(path, 'http://jenkins');
  const line = `${method} ${pathname}`;
  jenkins.requests.push(line);
  const beginning = Object.keys(jenkins.troubles).find(start => line.startsWith(start));
  const trouble = beginning === undefined ? undefined : jenkins.troubles[beginning]?.shift();
  const respond = ({status, body: text = '', type = 'text/html', headers: more = {}}: Reply) =>
    response.writeHead(status, {'Content-Type': type, 'X-Jenkins': '2.421', ...more}).end(text);
  if (typeof trouble === 'object') {
    respond(trouble);
    return;
  }
  const basic = `Basic ${Buffer.from(`${JENKINS_USER}:${JENKINS_TOKEN}`).toString('base64')}`;
  if (headers['authorization'] !== basic) {
    respond({status: 401});
    return;
  }
  const crumb = sessions.get(headers['cookie'] ?? '');
  if (method === 'POST' && jenkins.hasCrumbs && (crumb === undefined || headers['jenkins-crumb'] !== crumb)) {
    respond({status: 403, body: '<html>No valid crumb was included in the request</html>'});
    return;
  }
  if (!pathname.startsWith('/jenkins')) {
    respond(NOT_FOUND);
    return;
  }
  const segments = pathname
    .replace(/^\/jenkins\/?/, '')
    .split('/')
    .map(decodeURIComponent);
  const tree = searchParams.get('tree') ?? '';
  const asked = {method, segments, name: searchParams.get('name') ?? '', body};
  const reply = tree.startsWith('jobs')
    ? jsonReply(treeOf(jenkins.items, tree))
    : (itself(jenkins, segments.join('/')) ?? react(jenkins, sessions, asked));
  if (trouble === 'done, and gone') response.destroy();
  else respond(reply);
};

interface Asked {
  method: string;
  segments: string[];
  name: string;
  body: string;
}

const react = (jenkins: JenkinsServer, sessions: Map<string, string>, asked: Asked): Reply => {
  const {method, segments, name, body} = asked;
  if (segments.join('/') === 'crumbIssuer/api/json') return issueCrumb(jenkins, sessions);
  const path: string[] = [];
  const rest = [...segments];
  while (rest[0] === 'job') path.push(...rest.splice(0, 2).slice(1));
  const item = path.join('/');
  if (item !== '' && !jenkins.items.has(item)) return NOT_FOUND;
  if (`${method} ${rest.join('/')}` === 'GET api/json') return jsonReply({_class: 'hudson.model.Hudson'});
  if (rest[0] === 'credentials' && jenkins.closed.has(item)) return NOT_FOUND;
  if (rest[0] === 'credentials') return credentialReply(jenkins, item, {method, rest: rest.slice(1), body});
  switch (`${method} ${rest.join('/')}`) {
    case 'GET config.xml':
      return xmlReply(jenkins.items.get(item) ?? '');
    case 'POST config.xml':
      return save(jenkins, item, body);
    case 'POST createItem': {
      if (UNSAFE.test(name))
        return {status: 400, body: `<html><h1>Error</h1><p>${name} is unsafe</p></html>`};
      const whole = item === '' ? name : `${item}/${name}`;
      if (jenkins.items.has(whole)) return refusal(`A job already exists with the name ‘${name}’`);
      return save(jenkins, whole, body);
    }
    case 'POST build':
      jenkins.scanned.push(item);
      return {status: 302, headers: {Location: `${jenkins.url}queue/`}};
    default:
      return NOT_FOUND;
  }
};

const refusal = (error: string): Reply => ({status: 400, headers: {'X-Error': encodeURI(error)}});

/** As Jenkins does: what cannot be read is an error, what is read gets the versions of plugins. */
const save = ({items}: JenkinsServer, path: string, xml: string): Reply => {
  if (XMLValidator.validate(xml) !== true) return {status: 500, body: '<html>Oops! XStream</html>'};
  items.set(path, xml.replace(/(<(?!\?)[\w.-]+)(\/?)>/, '$1 plugin="some@1.2"$2>'));
  return {status: 200};
};

const issueCrumb = ({hasCrumbs}: JenkinsServer, sessions: Map<string, string>): Reply => {
  if (!hasCrumbs) return NOT_FOUND;
  const [session, crumb] = [randomBytes(8).toString('hex'), randomBytes(16).toString('hex')];
  const cookie = `JSESSIONID.1=${session}`;
  sessions.set(cookie, crumb);
  const reply = jsonReply({
    _class: 'hudson.security.csrf.DefaultCrumbIssuer',
    crumb,
    crumbRequestField: 'Jenkins-Crumb',
  });
  return {...reply, headers: {'Set-Cookie': `${cookie}; Path=/; HttpOnly`}};
};

const TYPES: Record<string, string> = {
  StringCredentialsImpl: 'Secret text',
  FileCredentialsImpl: 'Secret file',
};

const credentialReply = (
  {credentials}: JenkinsServer,
  folder: string,
  {method, rest, body}: {method: string; rest: string[]; body: string},
): Reply => {
  if (rest[1] !== (folder === '' ? 'system' : 'folder')) return NOT_FOUND;
  const held = credentials.get(folder) ?? [];
  const what = `${method} ${rest.slice(2).join('/')}`;
  if (what === 'GET api/json') {
    const shown = held.map(({id, xml}) => ({
      id,
      typeName: TYPES[/(\w+Impl)/.exec(xml)?.[1] ?? ''] ?? 'SSH key',
    }));
    return jsonReply({domains: {_: {credentials: shown}}});
  }
  const id = /<id>([^<]*)<\/id>/.exec(body)?.[1] ?? '';
  const others = held.filter(one => one.id !== id);
  if (what === 'POST domain/_/createCredentials') {
    if (others.length < held.length) return {status: 409};
    credentials.set(folder, [...held, {id, xml: body}]);
    return {status: 200};
  }
  if (what === `POST domain/_/credential/${id}/config.xml`) {
    credentials.set(folder, [...others, {id, xml: body}]);
    return {status: 200};
  }
  return NOT_FOUND;
};
