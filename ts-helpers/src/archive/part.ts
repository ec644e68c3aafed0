/** What tells an archive from those of the production of the project itself: an instance, another environment. */
export const partOf = ({
  environment,
  instance,
}: {
  environment: string;
  instance?: string | undefined;
}): string | undefined => {
  const parts = [instance, environment === 'prod' ? undefined : environment].filter(Boolean);
  return parts.length === 0
    ? undefined
    : parts
        .join('-')
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]+/g, '-');
};
