/** A line of a Dockerfile, with those that it goes on in. */
export interface Instruction {
  /** In capitals. */
  name: string;
  /** What follows it. */
  words: string;
  line: number;
}

/** https://docs.docker.com/reference/dockerfile/ ; what a heredoc holds is no instruction. */
export const instructionsOf = (text: string): Instruction[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const found: Instruction[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let whole = lines[index]?.trim() ?? '';
    if (whole === '' || whole.startsWith('#')) continue;
    while (whole.endsWith('\\') && index + 1 < lines.length) {
      index += 1;
      const next = lines[index]?.trim() ?? '';
      if (!next.startsWith('#')) whole = `${whole.slice(0, -1)} ${next}`;
    }
    index = behindHeredocs(whole, lines, index);
    const [name = '', ...rest] = whole.split(/\s+/);
    found.push({name: name.toUpperCase(), words: rest.join(' '), line});
  }
  return found;
};

const behindHeredocs = (whole: string, lines: readonly string[], index: number): number => {
  let at = index;
  for (const [, end = ''] of whole.matchAll(/<<-?["']?([A-Za-z_]\w*)/g)) {
    const last = lines.findIndex((line, other) => other > at && line.trim() === end);
    if (last !== -1) at = last;
  }
  return at;
};

export interface Stage {
  /** The image that it begins with, as it is written: of the stages that it builds on, that of the first. */
  image: string;
  /** Where its own begin. */
  line: number;
  /** With those of the stages that it builds on before. */
  instructions: Instruction[];
}

interface Begun extends Stage {
  names: string[];
}

/** Those of a Dockerfile, in their order. */
export const stagesOf = (instructions: readonly Instruction[]): Begun[] => {
  const stages: Begun[] = [];
  for (const one of instructions) {
    if (one.name !== 'FROM') {
      stages.at(-1)?.instructions.push(one);
      continue;
    }
    const [image = '', as, name = ''] = one.words.split(' ').filter(word => !word.startsWith('--'));
    const below = stages.find(({names}) => names.includes(image.toLowerCase()));
    const own = as?.toLowerCase() === 'as' ? [name.toLowerCase()] : [];
    stages.push({
      image: below?.image ?? image,
      line: one.line,
      instructions: [...(below?.instructions ?? [])],
      names: [...own, String(stages.length)],
    });
  }
  return stages;
};

/** The stage that is built. */
export const stageBuilt = (
  instructions: readonly Instruction[],
  target: string | undefined,
): Stage | undefined => {
  const stages = stagesOf(instructions);
  return target === undefined
    ? stages.at(-1)
    : stages.find(({names}) => names.includes(target.toLowerCase()));
};
