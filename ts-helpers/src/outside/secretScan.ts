/** Something in a text that a scanner takes for a secret. What it is itself is told nobody. */
export interface SecretSeen {
  /** As the scanner calls it, in words. */
  kind: string;
  line: number;
  /** Of an address with a password in it, the host that it leads to. */
  host?: string;
}

/** What of a text is a secret, by the rules of secretlint (https://github.com/secretlint/secretlint). */
export type SecretScan = (file: string, text: string) => Promise<SecretSeen[]>;

export const createSecretScan = (): SecretScan => {
  let loaded: ReturnType<typeof load> | undefined;
  return async (file, text) => {
    const lint = await (loaded ??= load());
    return lint(file, text);
  };
};

/** Only once something is looked into: most runs of the command do without. */
const load = async (): Promise<SecretScan> => {
  const [{lintSource}, {creator}] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const config = {rules: [{id: creator.meta.id, rule: creator, options: {}}]};
  return async (filePath, content) => {
    const {messages} = await lintSource({
      source: {filePath, content, contentType: 'text', ext: ''},
      options: {config, noPhysicFilePath: true, maskSecrets: true},
    });
    return messages.map(({messageId, range, loc}) => {
      const [, host] = ADDRESS.exec(content.slice(...range)) ?? [];
      return {kind: inWords(messageId), line: loc.start.line, ...(host !== undefined && {host})};
    });
  };
};

const ADDRESS = /:\/\/[^\s/@]*@([^\s:/?#"']+)/;

/** `GITHUB_TOKEN`, `AWSSecretAccessKey`: as people write it. */
const inWords = (id: string): string =>
  id
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/\b([A-Z])([a-z]+)\b/g, word => word.toLowerCase())
    .replaceAll(/\b(?:TOKEN|SECRET|KEY|URL|PASSWORD|PRIVATE|ACCESS|ID)\b/g, word => word.toLowerCase())
    .replace('postgre SQL', 'PostgreSQL')
    .replace('my SQL', 'MySQL')
    .replace('mongo DB', 'MongoDB');
