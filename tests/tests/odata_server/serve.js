// Serves an OData service over TLS on loopback with a server that is not of this project.
//
// Arguments: folder that holds CSDL (metadata.xml), data (data/*.json) and identity (key.pem, cert.pem).
// Prints the port once it listens.
const fs = require('fs');
const https = require('https');
const path = require('path');
const { createRequire } = require('module');

const folder = process.argv[2];
const Server = createRequire(path.join(folder, 'package.json'))('@sap-ux/fe-mockserver-core').default;

// The server knows keys in parentheses only, and Microsoft Graph is asked with keys as segments: the same thing in
// OData 4.01. Nothing else of a request is touched.
const SETS = new RegExp(`^(/v1\\.0/(?:${process.argv[3]}))/([^/?$]+)`);
function keyInParentheses(url) {
  return url.replace(SETS, (_, set, key) => `${set}('${key.replaceAll("'", "''")}')`);
}

const service = {
  urlPath: '/v1.0',
  metadataPath: path.join(folder, 'metadata.xml'),
  mockdataPath: path.join(folder, 'data'),
  forceNullableValuesToNull: true,
  noETag: true,
};
const silent = { debug() {}, info() {}, warn() {}, error: console.error, verbose() {} };
const server = new Server({ services: [{ ...service, logger: silent }], logger: silent });
server.isReady.then(() => {
  const router = server.getRouter();
  const identity = { key: fs.readFileSync(path.join(folder, 'key.pem')), cert: fs.readFileSync(path.join(folder, 'cert.pem')) };
  const listener = https.createServer(identity, (request, response) => {
    request.url = keyInParentheses(request.url);
    router(request, response, (error) => {
      response.statusCode = error ? 500 : 404;
      response.end(String(error ?? 'no route'));
    });
  });
  listener.listen(0, '127.0.0.1', () => console.log(listener.address().port));
});
