/** Every regular expression of the sources, and what is proven of each. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {check} from 'recheck';
import ts from 'typescript';

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
  const words = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const modules = files
    .filter(file => /^ts-helpers\/src\/(?!main)/.test(file))
    .map(file => path.resolve(file));
  const printed = execFileSync(process.execPath, [...words, ...modules], {encoding: 'utf8'});
  return new Map((JSON.parse(printed) as Pattern[]).map(pattern => [pattern.place, pattern]));
};

export interface Verdict extends Commented {
  /** `safe` only where it is proven, by automata, that time grows in proportion to the text. */
  status: 'safe' | 'vulnerable' | 'unknown';
  /** A text that takes long, or why nothing is proven. */
  why: string;
}

const CACHE = 'build/patterns.json';
const TIMEOUT_MS = 120_000;
const AT_ONCE = 2;

/** What was proven once stays so: a proof takes up to seconds, and is kept in the build folder. */
export const proven = async (patterns: readonly Commented[]): Promise<Verdict[]> => {
  const {version} = JSON.parse(readFileSync('node_modules/recheck/package.json', 'utf8')) as {
    version: string;
  };
  const keyOf = ({source, flags}: Pattern) => `${version} /${source}/${flags}`;
  const known = existsSync(CACHE) ? (JSON.parse(readFileSync(CACHE, 'utf8')) as string[]) : [];
  const safe = new Set(known);
  const open = [...new Map(patterns.map(pattern => [keyOf(pattern), pattern])).values()].filter(
    pattern => !safe.has(keyOf(pattern)),
  );
  const verdicts = new Map<string, Pick<Verdict, 'status' | 'why'>>();
  const work = async (): Promise<void> => {
    for (let pattern = open.pop(); pattern !== undefined; pattern = open.pop())
      verdicts.set(keyOf(pattern), await verdictOf(pattern));
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  for (const [key, {status}] of verdicts) if (status === 'safe') safe.add(key);
  mkdirSync(path.dirname(CACHE), {recursive: true});
  writeFileSync(CACHE, JSON.stringify([...safe].sort(), null, 1));
  return patterns.map(pattern => ({
    ...pattern,
    ...(verdicts.get(keyOf(pattern)) ?? {status: 'safe', why: ''}),
  }));
};

const verdictOf = async ({source, flags}: Pattern): Promise<Pick<Verdict, 'status' | 'why'>> => {
  const found = await check(source, flags, {checker: 'automaton', timeout: TIMEOUT_MS});
  if (found.status === 'safe') return {status: 'safe', why: ''};
  if (found.status === 'vulnerable')
    return {status: 'vulnerable', why: `${found.complexity.summary}: ${found.attack.pattern}`};
  return {status: 'unknown', why: JSON.stringify(found.error)};
};
