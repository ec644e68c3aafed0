/** Of `git blame --line-porcelain`: the lines that are not older than what was asked for. */
export const newLines = (porcelain: string): {line: number; commit: string}[] => {
  const found: {line: number; commit: string; isOld: boolean}[] = [];
  for (const text of porcelain.split('\n')) {
    const {commit, line} = HEADER.exec(text)?.groups ?? {};
    if (commit !== undefined) found.push({commit, line: Number(line), isOld: false});
    else if (text === 'boundary') {
      const last = found.at(-1);
      if (last) last.isOld = true;
    }
  }
  return found.filter(({isOld}) => !isOld).map(({line, commit}) => ({line, commit}));
};

const HEADER = /^(?<commit>[0-9a-f]{40,64}) \d+ (?<line>\d+)(?: \d+)?$/;
