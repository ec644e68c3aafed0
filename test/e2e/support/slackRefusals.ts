import type {SlackBlock} from './slackMessages.ts';
import type {SlackMethod, SlackServer} from './slackServer.ts';

/** All that we ask for. */
export const ALL_SCOPES = [
  'chat:write',
  'chat:write.public',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'channels:manage',
  'channels:join',
];
/** Slack's limit of all blocks of a message together, as it was seen. */
const LONGEST_BLOCKS = 13_000;

type Refusal = {error: string; needed?: string; provided?: string};

/** What Slack says before it does anything: what it names as needed is one scope of several, now and then. */
export const refusal = (
  {scopes, privates}: SlackServer,
  method: SlackMethod,
  {blocks = '[]', text = '', types = '', channel = ''}: Record<string, string>,
): Refusal | undefined => {
  const isPrivate = Object.keys(privates).some(name => idOf(`#${name}`) === channel);
  const needed: Record<SlackMethod, string[]> = {
    'chat.postMessage': ['chat:write'],
    'chat.update': ['chat:write'],
    'users.lookupByEmail': ['users:read.email', 'users:read'],
    'users.conversations': [
      ...(types.includes('public_channel') ? ['channels:read'] : []),
      ...(types.includes('private_channel') ? ['groups:read'] : []),
    ],
    'auth.test': [],
    'conversations.create': ['channels:manage'],
    'conversations.invite': ['channels:manage'],
    'conversations.join': ['channels:join'],
    'conversations.list': [
      ...(types === '' || types.includes('public_channel') ? ['channels:read'] : []),
      ...(types.includes('private_channel') ? ['groups:read'] : []),
    ],
    'conversations.info': ['channels:read'],
    'conversations.members': ['channels:read'],
    'conversations.history': [isPrivate ? 'groups:history' : 'channels:history'],
  };
  const missing = needed[method].find(scope => !scopes.has(scope));
  if (missing !== undefined)
    return {error: 'missing_scope', needed: missing, provided: [...scopes].join(',')};
  if (!method.startsWith('chat.')) return undefined;
  const shown = JSON.parse(blocks) as SlackBlock[];
  const length = shown
    .flatMap(one => [one.text?.text ?? '', ...(one.elements ?? []).map(element => element.text)])
    .join('').length;
  if (length > LONGEST_BLOCKS) return {error: 'msg_blocks_too_long'};
  return text === '' && shown.length === 0 ? {error: 'no_text'} : undefined;
};

/** The id of `#shop` is `CSHOP`. */
export const idOf = (name: string): string =>
  name.startsWith('#') ? `C${name.slice(1).toUpperCase()}` : name;
