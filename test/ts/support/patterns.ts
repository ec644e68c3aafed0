/** Every regular expression of the sources, and what is proven of each. */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {check} from 'recheck';
import ts from 'typescript';
import {hashOf, keptProofs, type Proofs} from './proofs.ts';

export interface Pattern {
  /** `file:line`. */
  place: string;
  source: string;
  flags: string;
}

/** With the comment above it. */
export interface Commented extends Pattern {
  comment: string;
}

/** `built`: where a pattern is put together while the program runs. */
export interface Patterns {
  written: Commented[];
  built: {place: string; comment: string}[];
}

export const patternsOf = (files: readonly string[]): Patterns => {
  const found: Patterns = {written: [], built: []};
  for (const file of files)
    collect(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true), found);
  return found;
};

export const sources = (): string[] =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'ts-helpers/src', 'ts-helpers/bundle'],
    {encoding: 'utf8'},
  )
    .split('\n')
    .filter(file => /\.(ts|mjs|cjs)$/.test(file) && existsSync(file));

const collect = (file: ts.SourceFile, {written, built}: Patterns): void => {
  const placeOf = (node: ts.Node) =>
    `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      written.push({place: placeOf(node), source, flags, comment: commentAbove(node, file)});
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText() === 'RegExp'
    ) {
      const [source, flags] = (node.arguments ?? []).map(constant);
      const known = {place: placeOf(node), comment: commentAbove(node, file)};
      if (source === undefined) built.push(known);
      else written.push({...known, source, flags: flags ?? ''});
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
};

/** What a text or a String.raw without anything to fill in says; undefined for what is known only while it runs. */
const constant = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  const isRaw = ts.isTaggedTemplateExpression(node) && ts.isNoSubstitutionTemplateLiteral(node.template);
  return isRaw ? (node.template as ts.NoSubstitutionTemplateLiteral).rawText : undefined;
};

/** The comments before the statement that a node is part of, or before the node itself. */
const commentAbove = (node: ts.Node, file: ts.SourceFile): string => {
  const comments: string[] = [];
  for (let each: ts.Node = node; !ts.isSourceFile(each); each = each.parent) {
    for (const {pos, end} of ts.getLeadingCommentRanges(file.text, each.getFullStart()) ?? [])
      comments.push(file.text.slice(pos, end));
    if (ts.isStatement(each)) break;
  }
  return comments.join('\n');
};

/** Patterns that the sources put together while they are loaded, by their places. */
export const builtOnLoading = (files: readonly string[]): Map<string, Pattern> => {
  const script = `
    const found = [];
    const place = stack => stack.split('\\n').map(line => line.match(/(ts-helpers\\/src\\/[^:?]+)[^:]*:(\\d+):/)).find(Boolean);
    const made = pattern => {
      const [, file, line] = place(new Error().stack) ?? [];
      found.push({place: file + ':' + line, source: pattern.source, flags: pattern.flags});
      return pattern;
    };
    globalThis.RegExp = new Proxy(RegExp, {
      apply: (real, _, given) => made(real(...given)),
      construct: (real, given) => made(new real(...given)),
    });
    for (const file of process.argv.slice(1)) await import(file);
    process.stdout.write(JSON.stringify(found));`;
  const words = ['--input-type=module', '--eval', script];
  const modules = files
    .filter(file => /^ts-helpers\/src\/(?!main)/.test(file))
    .map(file => path.resolve(file));
  const printed = execFileSync(process.execPath, [...words, ...modules], {encoding: 'utf8'});
  return new Map((JSON.parse(printed) as Pattern[]).map(pattern => [pattern.place, pattern]));
};

/** All that can be proven: those written down, and those put together on loading with what they came to. */
export const provable = (files: readonly string[]): Commented[] => {
  const {written, built} = patternsOf(files);
  const onLoading = builtOnLoading(files);
  const put = built.flatMap(({place, comment}) => {
    const pattern = onLoading.get(place);
    return pattern ? [{...pattern, comment}] : [];
  });
  return [...written, ...put];
};

export interface Verdict extends Commented {
  /** `safe` only where it is proven, by automata, that time grows in proportion to the text. */
  status: 'safe' | 'vulnerable' | 'unknown';
  /** A text that takes long, or why nothing is proven. */
  why: string;
}

/** For one pattern; most take milliseconds, and none that is proven took a minute. */
const TIMEOUT_MS = 600_000;
const AT_ONCE = 2;

/** What was proven once stays so: only the others are proven, and each is kept at once. */
export const proven = async (
  patterns: readonly Commented[],
  {proofs = keptProofs(), progress = progressOnScreen()}: {proofs?: Proofs; progress?: Progress} = {},
): Promise<Verdict[]> => {
  const verdicts = new Map<string, Pick<Verdict, 'status' | 'why'>>();
  const open = [...new Map(patterns.map(pattern => [hashOf(pattern), pattern])).values()].filter(
    pattern => !proofs.has(pattern),
  );
  const count = open.length;
  const work = async (): Promise<void> => {
    for (let pattern = open.pop(); pattern !== undefined; pattern = open.pop()) {
      const verdict = await verdictOf(pattern);
      if (verdict.status === 'safe') proofs.add(pattern);
      verdicts.set(hashOf(pattern), verdict);
      progress(verdicts.size, count);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return patterns.map(pattern => ({
    ...pattern,
    ...(verdicts.get(hashOf(pattern)) ?? {status: 'safe', why: ''}),
  }));
};

export type Progress = (done: number, of: number) => void;

/** A line now and then, for those who would think that it hangs. */
const progressOnScreen = (everyMs = 20_000): Progress => {
  let last = performance.now();
  return (done, of) => {
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    console.log(`    ${done} of ${of} patterns proven; each is kept, another run goes on from here`);
  };
};

const verdictOf = async ({source, flags}: Pattern): Promise<Pick<Verdict, 'status' | 'why'>> => {
  const found = await check(source, flags, {checker: 'automaton', timeout: TIMEOUT_MS});
  if (found.status === 'safe') return {status: 'safe', why: ''};
  if (found.status === 'vulnerable')
    return {status: 'vulnerable', why: `${found.complexity.summary}: ${found.attack.pattern}`};
  return {status: 'unknown', why: JSON.stringify(found.error)};
};
