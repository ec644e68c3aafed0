/**
 * Whether Sentry takes an address with a deploy. It checks one as Django does: the host is an IP address, localhost, or a
 * name with a dot. `http://jenkins:8080` is none to it, and the deploy would be refused with it.
 */
export const isLink = (url: string): boolean => {
  if (!URL.canParse(url) || /\s/.test(url)) return false;
  const {hostname, protocol} = new URL(url);
  if (!/^https?:$/.test(protocol)) return false;
  if (hostname === 'localhost' || hostname.startsWith('[') || IPV4.test(hostname)) return true;
  const labels = hostname.replace(/\.$/, '').split('.');
  return labels.length > 1 && labels.every(isLabel) && TOP_LEVEL.test(labels.at(-1) ?? '');
};

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const TOP_LEVEL = /^(?:[a-z-]{2,63}|xn--[a-z\d]{1,59})$/;

const isLabel = (label: string): boolean =>
  /^[a-z\d-]{1,63}$/.test(label) && !label.startsWith('-') && !label.endsWith('-');
