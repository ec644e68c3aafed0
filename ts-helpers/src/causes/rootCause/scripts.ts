import {nameOf, quoted} from '../words.ts';

/** A script that is there, and that the kernel says is not. */
export interface Script {
  /** As it is called. */
  name: string;
  /** In the repository. */
  path: string;
  /** Its first line, where that says what runs it. */
  begins: string | undefined;
  isWindows: boolean;
  /** What makes it so where it is checked out. */
  windowsBy: string | undefined;
  service: string;
  /** It is the program that is missing, and not the script itself. */
  isProgram: boolean;
}

/** By the program that its first line names; undefined where that tells nothing. */
export const scriptWords = (script: Script): {sentence: string; remedy: string} | undefined => {
  const {name, path, begins, isWindows, windowsBy, service, isProgram} = script;
  if (begins === undefined) return undefined;
  if (windowsBy !== undefined) return checkedOut(script, windowsBy);
  if (isWindows)
    return {
      sentence: `${name} has line ends of Windows, so that Linux reads another word at the end of its first line, and does not find what runs it.`,
      remedy: `Save ${path} with line ends of Linux (sed -i 's/\\r$//' ${quoted(path)}), and keep it so in .gitattributes: ${path} text eol=lf`,
    };
  const program = programOf(begins);
  const having = `See that ${path} is copied or mounted to ${name}, and not left out by .dockerignore.`;
  const running = `Let ${path} begin with a program that the image of ${service} has (#!/bin/sh), or install ${nameOf(program)} in its Dockerfile.`;
  if (isProgram)
    return {
      sentence: `${name} is to be run by ${program}, which ${service} does not have.`,
      remedy: running,
    };
  // Every image that starts scripts has that one.
  return nameOf(program) === 'sh'
    ? {sentence: `${name} is not in ${service}, though ${path} is in the repository.`, remedy: having}
    : {
        sentence: `${service} has not got ${name}, or not ${program}, by which it is to be run.`,
        remedy: `${having} ${running}`,
      };
};

/** Git writes it anew only where it has changed itself: the next commit leaves it in a workspace as it is. */
const checkedOut = ({name, path}: Script, by: string): {sentence: string; remedy: string} => {
  const [file = by, line] = by.startsWith('core.') ? ['.gitattributes'] : by.split(':');
  return {
    sentence: `When ${name} is checked out, ${by} gives it line ends of Windows, so that Linux does not find what runs it.`,
    remedy: `Add to ${file}${line === undefined ? '' : `, below line ${line}`}: ${path} text eol=lf. What is checked out already stays as it is: have it written anew, rm ${quoted(path)} && git checkout -- ${quoted(path)}, and wipe out the workspace in Jenkins.`,
  };
};

const programOf = (begins: string): string => {
  const [program = '', argument] = begins.slice(2).trim().split(/\s+/);
  return nameOf(program) === 'env' && argument !== undefined ? argument : program;
};
