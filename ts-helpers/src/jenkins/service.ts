import type {HeldCredential, NeededCredential} from './plan/credentials.ts';
import type {FoundItem} from './plan.ts';
import type {JenkinsItem} from './plan/items.ts';
import {
  type ApiAnswer,
  type ApiRequest,
  createHttpApi,
  dataOf,
  type HttpApiOptions,
} from '../outside/httpApi.ts';
import {ServiceError} from '../outside/serviceError.ts';
import {understanding, understood} from '../outside/understanding.ts';
import {type JenkinsAccount, noJenkins, optionsOf} from './service/account.ts';
import {configXml} from './service/configXml.ts';
import {credentialXml} from './service/credentialXml.ts';
import {foundItem, repaired} from './service/foundItem.ts';
import {nodesIn, TREE, type TreeAnswer} from './service/tree.ts';
import type {JenkinsNode} from './plan/production.ts';

/** A Jenkins controller, through its REST interface (https://www.jenkins.io/doc/book/using/remote-access-api/). */
export interface Jenkins {
  /** The item at a path; undefined where there is none, or none that this user sees. */
  item(path: readonly string[]): Promise<FoundItem | undefined>;
  /** All items that this user sees, folders with what is in them. */
  tree(): Promise<JenkinsNode[]>;
  /** Makes an item, and has Jenkins look for branches. Throws JENKINS_REFUSED. */
  create(item: JenkinsItem): Promise<void>;
  /** Sets what is ours in an item; all else in it stays. */
  repair(item: JenkinsItem): Promise<void>;
  /**
   * Of the store of a folder, or of the controller where it is empty. Never their values. Undefined where this user may
   * not look.
   */
  credentials(folder: string): Promise<HeldCredential[] | undefined>;
  /** Puts a credential into a store, or a new value into the one that is there. */
  putCredential(folder: string, credential: NeededCredential, value: Buffer): Promise<void>;
}

/** Throws BAD_SETTING, and NOT_THE_SERVICE where no Jenkins answers. */
export const openJenkins = async (account: JenkinsAccount): Promise<Jenkins> => {
  const options = optionsOf(account);
  const {request} = createHttpApi(options);
  const readCrumb = understood('Jenkins', crumbOf);
  const answer = await request({path: 'crumbIssuer/api/json', needs: 'Overall/Read'});
  const crumb = await readCrumb(answer, options);
  if (answer.status === 404)
    await requireRoot(await request({path: 'api/json', query: ROOT, needs: 'Overall/Read'}), options);
  return jenkinsAt(options, {
    ask: request,
    send: (path, body, more) => request({method: 'POST', path, headers: crumb, ...(body && {body}), ...more}),
  });
};

/**
 * What every writing request has to carry: the crumb, and the session that it belongs to. Controllers whose protection
 * is off have none.
 */
const crumbOf = async (answer: ApiAnswer, options: HttpApiOptions): Promise<Record<string, string>> => {
  if (answer.headers.get('x-jenkins') === null) {
    // A proxy may say why: by another address, or by a page.
    if (answer.status !== 404) dataOf(answer, options);
    throw noJenkins(options);
  }
  if (answer.status === 404) return {};
  const {crumbRequestField, crumb} = dataOf<{crumbRequestField: string; crumb: string}>(answer, options);
  const cookies = answer.headers.getSetCookie().map(cookie => cookie.split(';', 1)[0]);
  return {[crumbRequestField]: crumb, ...(cookies.length > 0 && {cookie: cookies.join('; ')})};
};

const ROOT = {tree: '_class'};

/** Without crumbs, or at another path of its host: there the controller's own page is missing as well. */
const requireRoot = async ({status}: ApiAnswer, {url, urlFrom}: HttpApiOptions): Promise<void> => {
  if (status !== 404) return;
  throw new ServiceError(
    'NOT_THE_SERVICE',
    `There is a Jenkins at ${new URL(url).host}, but not at ${url}.`,
    {
      where: urlFrom,
      remedy: `Set ${urlFrom} to the address that the controller itself shows: Manage Jenkins, System, Jenkins URL.`,
    },
  );
};

interface Ways {
  ask(request: ApiRequest): Promise<ApiAnswer>;
  send(
    path: string,
    body: ApiRequest['body'] | undefined,
    more: Pick<ApiRequest, 'needs' | 'query' | 'maySendOn'>,
  ): Promise<ApiAnswer>;
}

const xml = (text: string) => ({type: 'application/xml; charset=utf-8', text});

/** `a/b c` → `job/a/job/b%20c/`; the root is empty. */
const pathOf = (names: readonly string[]): string =>
  names.map(name => `job/${encodeURIComponent(name)}/`).join('');

const jenkinsAt = (options: HttpApiOptions, {ask, send}: Ways): Jenkins => {
  const config = async (path: readonly string[]): Promise<string | undefined> => {
    const answer = await ask({path: `${pathOf(path)}config.xml`, needs: 'Job/ExtendedRead'});
    if (answer.status === 404) return undefined;
    return accepted(answer, options, path.join('/')).text;
  };
  const create = async (item: JenkinsItem): Promise<void> => {
    const name = item.path.at(-1) ?? '';
    const place = `${pathOf(item.path.slice(0, -1))}createItem`;
    const answer = await send(place, xml(configXml(item)), {query: {name}, needs: 'Job/Create'});
    accepted(answer, options, item.path.join('/'));
  };
  const store = (folder: string) =>
    folder === '' ? 'credentials/store/system/' : `${pathOf(folder.split('/'))}credentials/store/folder/`;
  const isThere = async (folder: string): Promise<boolean> => {
    if (folder === '') return true;
    const path = `${pathOf(folder.split('/'))}api/json`;
    return (await ask({path, query: ROOT, needs: 'Job/Read'})).status !== 404;
  };
  const credentials: Jenkins['credentials'] = async folder => {
    const query = {tree: 'domains[credentials[id]]'};
    const answer = await ask({path: `${store(folder)}api/json`, query, needs: 'Credentials/View'});
    // Jenkins shows the store to nobody who may not look into it; where there is no folder, there is none.
    if (answer.status === 404) return (await isThere(folder)) ? undefined : [];
    const {domains = {}} = dataOf<Stores>(accepted(answer, options, folder), options);
    return Object.values(domains)
      .flatMap(domain => domain.credentials ?? [])
      .map(({id}) => ({id, folder}));
  };
  return understanding('Jenkins', {
    async item(path) {
      const text = await config(path);
      return text === undefined ? undefined : foundItem(text);
    },

    async tree() {
      const answer = await ask({path: 'api/json', query: {tree: TREE}, needs: 'Job/Read'});
      return nodesIn(dataOf<TreeAnswer>(accepted(answer, options, 'its list of jobs'), options));
    },

    async create(item) {
      try {
        await create(item);
      } catch (error) {
        if (!(error instanceof ServiceError) || !error.mayBeDone) throw error;
        const isThere = (await config(item.path)) !== undefined;
        if (!isThere && error.status === UNREADABLE) throw unreadable(item, error);
        if (!isThere) await create(item);
      }
      if (item.kind === 'multibranch' || item.kind === 'organization') {
        const answer = await send(`${pathOf(item.path)}build`, undefined, {
          query: {delay: '0'},
          needs: 'Job/Build',
          // To the page that people see then.
          maySendOn: true,
        });
        accepted(answer, options, item.path.join('/'));
      }
    },

    async repair(item) {
      const before = (await config(item.path)) ?? configXml(item);
      const body = xml(repaired(before, item));
      const answer = await send(`${pathOf(item.path)}config.xml`, body, {needs: 'Job/Configure'});
      accepted(answer, options, item.path.join('/'));
    },

    credentials,

    async putCredential(folder, credential, value) {
      const {id} = credential;
      const isThere = (await credentials(folder))?.some(held => held.id === id);
      const domain = `${store(folder)}domain/_/`;
      const place = isThere
        ? `${domain}credential/${encodeURIComponent(id)}/config.xml`
        : `${domain}createCredentials`;
      const needs = isThere ? 'Credentials/Update' : 'Credentials/Create';
      accepted(await send(place, xml(credentialXml(credential, value)), {needs}), options, id);
    },
  });
};

interface Stores {
  domains?: Record<string, {credentials?: {id: string}[]}>;
}

/** Jenkins' answer to an item of a plugin that it has not got. */
const UNREADABLE = 500;

const unreadable = ({path, kind}: JenkinsItem, cause: ServiceError): ServiceError =>
  new ServiceError('JENKINS_REFUSED', `Jenkins cannot read ${path.join('/')}, of kind ${kind}.`, {cause});

const LONGEST_REASON = 300;
const PATH_GONE =
  'Look whether its folder is there, and whether JENKINS_USER_ID sees it: Jenkins shows nobody what he may not see.';

/** Jenkins ends a form with a redirect to the page of what it made. */
const accepted = (answer: ApiAnswer, {url}: HttpApiOptions, where: string): ApiAnswer => {
  const {status, headers, text} = answer;
  if (status < 400) return answer;
  const said = headers.get('x-error') ?? (isPage(answer) ? '' : text.replaceAll(/\s+/g, ' ').trim());
  const reason = said === '' ? `it answers with status ${status}` : said.slice(0, LONGEST_REASON);
  throw new ServiceError('JENKINS_REFUSED', `Jenkins refuses ${where}: ${reason}`, {
    where: url,
    ...(status === 404 && {remedy: PATH_GONE}),
  });
};

/** A page for browsers, of which a sentence would have to be guessed. */
const isPage = ({headers, text}: ApiAnswer): boolean =>
  /\bhtml\b/.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html)/i.test(text);
