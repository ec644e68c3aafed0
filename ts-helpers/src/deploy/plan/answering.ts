/** The configuration of an nginx that answers everything with 503, and nothing else. */
export const answering = (ports: readonly number[], retryAfter: number): string => `
pid /tmp/maintenance/pid;
error_log /dev/stderr warn;
events {}
http {
  access_log off;
  client_max_body_size 0;
  large_client_header_buffers 8 64k;
  types { text/html html; application/json json; }
  map $http_accept $page { default /page.html; ~*^application/json /page.json; }
  server {
${ports.map(port => `    listen ${port};`).join('\n')}
    root /tmp/maintenance;
    charset utf-8;
    etag off;
    if_modified_since off;
    error_page 503 $page;
    error_page 404 =503 $page;
    add_header Retry-After ${retryAfter} always;
    add_header Cache-Control no-store always;
    location / { return 503; }
    location = /page.html { internal; }
    location = /page.json { internal; }
  }
}
`;

/** What programs are told. */
export const answerForPrograms = (retryAfter: number): string =>
  `${JSON.stringify({error: 'maintenance', retryAfter})}\n`;

/** Writes what it was given, and serves it. */
export const SCRIPT = [
  'mkdir -p /tmp/maintenance',
  'printf %s "$PAGE" > /tmp/maintenance/page.html',
  'printf %s "$ANSWER" > /tmp/maintenance/page.json',
  'printf %s "$CONFIGURATION" > /tmp/maintenance/nginx.conf',
  'chmod 755 /tmp/maintenance',
  'chmod 644 /tmp/maintenance/*',
  `exec nginx -c /tmp/maintenance/nginx.conf -g 'daemon off;'`,
].join(' && ');
