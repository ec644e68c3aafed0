/** What the environment says of where docker is to look for an engine; what is not set is empty or not there. */
export interface EngineNamed {
  DOCKER_HOST?: string | undefined;
  DOCKER_CONTEXT?: string | undefined;
}

/** Where an engine was looked for that does not answer, and what helps; nothing where it is this machine's own. */
export interface Elsewhere {
  where: string;
  remedy: string;
}

/** Where docker looks for an engine unless it is told otherwise. */
const OWN = ['unix:///var/run/docker.sock', 'unix:///run/docker.sock'];

export const elsewhere = (said: string, named: EngineNamed): Elsewhere | undefined => {
  const {DOCKER_HOST: host, DOCKER_CONTEXT: variable} = named;
  const [, unknown] = /context "([^"]+)": context not found/.exec(said) ?? [];
  if (unknown !== undefined) return contextGone(unknown, unknown === variable && !host);
  if (host) return byHost(host, said);
  const address = addressIn(said);
  if (address === undefined || OWN.includes(address)) return undefined;
  return variable
    ? answers(address, `the context ${variable} names, by DOCKER_CONTEXT`, 'unset DOCKER_CONTEXT')
    : answers(address, 'the context of docker names (docker context ls)', 'docker context use default');
};

/** As it says it of an engine that it was told of: without what was asked of it. */
const addressIn = (said: string): string | undefined => {
  const [, ssh] = said.split('command [ssh ')[1]?.split(' -- ') ?? [];
  if (ssh !== undefined) return `ssh://${ssh.split(' ', 1).join()}`;
  const word = said.split(/[\s"']/).find(one => one.includes('://'));
  const [address] = /^https?:\/\/[^/]+/.exec(word ?? '') ?? [];
  if (address !== undefined) return address.replace(/^https?:/, 'tcp:');
  return word?.endsWith('.') || word?.endsWith(':') ? word.slice(0, -1) : word;
};

const contextGone = (context: string, isVariable: boolean): Elsewhere => ({
  where: isVariable ? 'DOCKER_CONTEXT' : `the context ${context}`,
  remedy: isVariable
    ? `Correct DOCKER_CONTEXT, or unset it: docker context ls lists the contexts that there are, and ${context} is none of them.`
    : `Use one that there is, by docker context use: docker context ls lists them, and ${context} is none.`,
});

const byHost = (host: string, said: string): Elsewhere => {
  if (/invalid bind address format|unable to parse docker host/.test(said))
    return {
      where: 'DOCKER_HOST',
      remedy: `Correct DOCKER_HOST, which is ${host}: it is unix:///path, tcp://host:port or ssh://user@host. Or unset it to use the engine of this machine.`,
    };
  const [own] = OWN.filter(address => address === host);
  return own === undefined
    ? answers(host, 'DOCKER_HOST names', 'unset DOCKER_HOST')
    : {where: host, remedy: `Start it: sudo systemctl start docker. DOCKER_HOST names ${host}.`};
};

const answers = (address: string, who: string, back: string): Elsewhere => ({
  where: address,
  remedy: `See whether an engine answers at ${address}, which ${who}${triedBy(address)}. To use the engine of this machine: ${back}`,
});

const triedBy = (address: string): string =>
  address.startsWith('ssh://')
    ? `: ssh ${address.slice('ssh://'.length).split(/[:/]/, 1).join()} docker version`
    : '';
