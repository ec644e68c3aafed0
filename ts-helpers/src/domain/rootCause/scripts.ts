import {nameOf} from './words.ts';

/** A script that is there, and that the kernel says is not. */
export interface Script {
  /** As it is called. */
  name: string;
  /** In the repository. */
  path: string;
  /** Its first line, where that says what runs it. */
  begins: string | undefined;
  service: string;
}

export const WINDOWS_ENDS = 'has line ends of Windows';

/** What is not there is the program that its first line names; undefined where that tells nothing. */
export const scriptSentence = ({name, begins, service}: Script): string | undefined => {
  if (begins === undefined) return undefined;
  return begins.endsWith('\r')
    ? `${name} ${WINDOWS_ENDS}, so that Linux reads another word at the end of its first line and does not find what runs it.`
    : `${name} is to be run by ${interpreterOf(begins)}, which ${service} does not have.`;
};

export const scriptRemedy = ({path, begins = '', service}: Script): string => {
  if (begins.endsWith('\r')) return windowsRemedy(path);
  const interpreter = interpreterOf(begins);
  return `Let ${path} begin with a program that the image of ${service} has (#!/bin/sh), or install ${nameOf(interpreter)} in its Dockerfile.`;
};

export const windowsRemedy = (path: string): string =>
  `Save ${path} with line ends of Linux (sed -i 's/\\r$//' ${path}), and keep it so in .gitattributes: ${path} text eol=lf`;

const interpreterOf = (begins: string): string => {
  const [program = '', argument] = begins.slice(2).trim().split(/\s+/);
  return nameOf(program) === 'env' && argument !== undefined ? argument : program;
};
