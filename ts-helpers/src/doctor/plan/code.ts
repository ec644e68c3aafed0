import path from 'node:path';

/** Whether a file is part of a program; settings, SQL and pages are not. */
export const isCode = (file: string): boolean => CODE.includes(path.extname(file));

const CODE = [
  '.py',
  '.js',
  '.mjs',
  '.cjs',
  '.ts',
  '.tsx',
  '.jsx',
  '.php',
  '.rb',
  '.go',
  '.java',
  '.cs',
  '.pl',
  '.ex',
];
