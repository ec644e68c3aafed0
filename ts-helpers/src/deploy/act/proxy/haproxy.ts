import {UserError} from '../../../errors/userError.ts';
import {type Server, serversIn, sessionsOf} from '../../plan/haproxy.ts';
import type {Following} from '../../plan/proxy.ts';
import {comesTrue, type Handover, type ProxyNeeds, type Turn} from './handover.ts';

/** So long haproxy may take to find new containers and call them up. */
const FINDING_MS = 120_000;

/** The address of a place that is free. */
const NOBODY = '-';

interface Asked {
  proxy: {container: string; service: string};
  socket: string;
}

type Draining = Extract<Following, {by: 'socket'}>;

/** A haproxy that finds containers by the name server, and takes orders: old ones get no more, and end what they have. */
export const draining = (following: Draining, {service, old, fresh}: Turn, needs: ProxyNeeds): Handover => {
  const {proxy, backends} = following;
  const {clock, voice} = needs;
  const at = async (containers: Turn['old']): Promise<Server[]> => {
    const wanted = containers.flatMap(one => one.addresses ?? []);
    return (await serversOf(following, needs)).filter(({address}) => wanted.includes(address));
  };
  return {
    async shut() {
      // It would take what it finds for up until it has checked it. The order holds for the place, whoever gets it.
      const free = (await serversOf(following, needs)).filter(({address}) => address === NOBODY);
      await setAll(free, 'drain', {following, needs});
    },

    async turn() {
      const areUp = async () =>
        (await at(fresh)).filter(({isUp}) => isUp).length >= fresh.length * backends.length;
      if (!(await comesTrue(areUp, FINDING_MS, clock))) throw notFound(proxy.service, service);
      await setAll(
        (await at(fresh)).filter(({isDrained}) => isDrained),
        'ready',
        {following, needs},
      );
      await setAll(await at(old), 'drain', {following, needs});
    },

    async drain(mostMs) {
      const isDone = async () =>
        sessionsOf(await at(old), await orderOf(following, 'show stat', needs)) === 0;
      if (!(await comesTrue(isDone, mostMs, clock)))
        voice.info(
          `${proxy.service} still has connections to the old containers of ${service}: they are ended`,
        );
    },

    async close() {
      // While it takes one that is gone for up, it would pass requests to nobody.
      const areGone = async () => (await at(old)).every(({isUp}) => !isUp);
      if (await comesTrue(areGone, FINDING_MS, clock)) await undrain(following, needs);
      else
        voice.info(`${proxy.service} takes old containers of ${service} for up: it is told of them no more`);
    },

    back: () => undrain(following, needs),
  };
};

/** Those that were drained get requests again. */
export const undrain = async (following: Draining, needs: ProxyNeeds): Promise<void> => {
  const drained = (await serversOf(following, needs)).filter(({isDrained}) => isDrained);
  await setAll(drained, 'ready', {following, needs});
};

const serversOf = async (following: Draining, needs: ProxyNeeds): Promise<Server[]> => {
  const all = serversIn(await orderOf(following, 'show servers state', needs));
  return all.filter(({backend}) => following.backends.includes(backend));
};

const setAll = async (
  servers: readonly Server[],
  state: 'drain' | 'ready',
  {following, needs}: {following: Draining; needs: ProxyNeeds},
): Promise<void> => {
  for (const {backend, name} of servers)
    await orderOf(following, `set server ${backend}/${name} state ${state}`, needs);
};

const notFound = (proxy: string, service: string): UserError =>
  new UserError(
    'PROXY_REFUSES',
    `The proxy ${proxy} does not find the new containers of ${service}, or does not call them up.`,
    {
      where: `service ${proxy}`,
      remedy: `Give \`server-template\` of its backend places for twice the containers of ${service}, and see that its check passes.`,
    },
  );

/** Gives it an order at its socket, or asks it. Throws PROXY_REFUSES. */
export const orderOf = async (
  {proxy: {container, service}, socket}: Asked,
  command: string,
  {docker}: {docker: Pick<ProxyNeeds['docker'], 'exec'>},
): Promise<string> => {
  const {exitCode, stdout, stderr} = await docker.exec(container, ['sh', '-c', ORDER, 'sh', socket, command]);
  // What it refuses it says where answers are.
  const isRefused = command.startsWith('set ') && stdout.trim() !== '';
  if (exitCode === 0 && !isRefused) return stdout;
  const said = (stderr || stdout).trim();
  throw new UserError(
    'PROXY_REFUSES',
    `The proxy ${service} takes no order at its socket ${socket}: ${said}`,
    {
      where: `service ${service}`,
    },
  );
};

/** With whatever the image has that can speak to a socket: the official one has no socat. */
const ORDER = `
case "$1" in
/*)
  if command -v socat >/dev/null; then printf '%s\\n' "$2" | socat -t 10 - "UNIX-CONNECT:$1"
  elif command -v perl >/dev/null; then perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "$!\\n"; print $s "$ARGV[1]\\n"; print while <$s>' "$1" "$2"
  elif command -v python3 >/dev/null; then python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall((sys.argv[2] + "\\n").encode())
print(s.makefile().read(), end="")' "$1" "$2"
  else echo 'nothing there speaks to a socket: give the image socat, or the socket a TCP port' >&2; exit 1; fi ;;
*)
  host="\${1%:*}"; port="\${1##*:}"
  case "$host" in ''|'*'|0.0.0.0) host=127.0.0.1 ;; esac
  if command -v bash >/dev/null; then bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "%s\\n" "$3" >&3 && cat <&3' bash "$host" "$port" "$2"
  else printf '%s\\n' "$2" | nc "$host" "$port"; fi ;;
esac`;
