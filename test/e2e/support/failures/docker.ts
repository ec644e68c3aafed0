export const words = ['test'] as const;
export const whole = (script: string) => ({words, programs: {docker: script}});
export const says = (text: string, exitCode = 1): string => `echo '${text}' >&2; exit ${exitCode}`;

export const compose = (definition: string) => ({
  'dc.test.yml': `services: {test: {image: "busybox:1.35", init: true, ${definition}}}\n`,
});
const image = 'build: {context: ., dockerfile: Dockerfile}';
export const built = (run: string) => ({
  'dc.test.yml': `services: {test: {${image}, command: "true"}}\n`,
  Dockerfile: `FROM busybox:1.35\nRUN ${run}\n`,
});
