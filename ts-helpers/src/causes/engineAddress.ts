/** Where docker looks for an engine unless it is told otherwise. */
const OWN = ['unix:///var/run/docker.sock', 'unix:///run/docker.sock'];

/** Where docker looked for an engine, as it says that there is none; undefined where it is this machine's own. */
export const elsewhere = (said: string): string | undefined => {
  const word = said.split(/[\s"']/).find(one => one.includes('://'));
  const address = word?.endsWith('.') || word?.endsWith(':') ? word.slice(0, -1) : word;
  return address === undefined || OWN.includes(address) ? undefined : address;
};

/** What helps where it was told where to look. */
export const elsewhereRemedy = (address: string): string =>
  `See whether an engine answers at ${address}: DOCKER_HOST names it, or the context of docker (docker context ls). Unset DOCKER_HOST to use the engine of this machine.`;
