import {nameOf} from './words.ts';

/** A script that is there, and that the kernel says is not. */
export interface Script {
  /** As it is called. */
  name: string;
  /** In the repository. */
  path: string;
  /** Its first line, where that says what runs it. */
  begins: string | undefined;
  isWindows: boolean;
  service: string;
  /** It is the program that is missing, and not the script itself. */
  isProgram: boolean;
}

/** By the program that its first line names; undefined where that tells nothing. */
export const scriptWords = (script: Script): {sentence: string; remedy: string} | undefined => {
  const {name, path, begins, isWindows, service, isProgram} = script;
  if (begins === undefined) return undefined;
  if (isWindows)
    return {
      sentence: `${name} has line ends of Windows, so that Linux reads another word at the end of its first line, and does not find what runs it.`,
      remedy: `Save ${path} with line ends of Linux (sed -i 's/\\r$//' ${path}), and keep it so in .gitattributes: ${path} text eol=lf`,
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

const programOf = (begins: string): string => {
  const [program = '', argument] = begins.slice(2).trim().split(/\s+/);
  return nameOf(program) === 'env' && argument !== undefined ? argument : program;
};
