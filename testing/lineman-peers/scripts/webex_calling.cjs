// The BroadWorks path of @webex/calling, an SDK that we did not write: token from the IdP proxy, user
// from the token, voice mail over Xsi-Actions with `fetch`.
//
// usage: node webex_calling.cjs NODE_MODULES XSI_ACTIONS_URL TOKEN
//
// The SDK's own `request` reaches cloud services; here it is answered with what these services say.
'use strict';

const path = require('node:path');

const [modules, root, token] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));

global.DOMParser = load('@xmldom/xmldom').DOMParser;
const stored = new Map();
global.sessionStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, String(value)),
  removeItem: (key) => stored.delete(key),
};

const {BroadworksBackendConnector} = load(
  '@webex/calling/dist/Voicemail/BroadworksBackendConnector.js'
);

const nothing = () => {};
const webex = {
  canAuthorize: true,
  ready: true,
  once: nothing,
  on: nothing,
  config: {fedramp: false},
  internal: {
    services: {
      _serviceUrls: {broadworksIdpProxy: 'https://proxy.example/', wdm: 'https://wdm.example'},
      get: (url) => url,
    },
    device: {url: 'https://wdm.example/devices/1', features: {}},
    mercury: {connected: true, on: nothing, off: nothing},
    metrics: {submitClientMetrics: nothing},
    support: {submitLogs: async () => ({})},
  },
  request: async ({uri}) =>
    uri.endsWith('/devices')
      ? {
          statusCode: 200,
          headers: {},
          body: {devices: [{settings: {broadworksXsiActionsUrl: root}}]},
        }
      : {statusCode: 200, headers: {}, body: {token: {bearer: token}}},
};

async function main() {
  const logger = {level: 'error'};
  const connector = new BroadworksBackendConnector(webex, logger);
  const began = await connector.init();
  const list = async () => {
    const answer = await connector.getVoicemailList(0, 20, 'DESC', true);
    return answer.data.voicemailList ?? [];
  };
  const before = await list();
  const ids = before.map((message) => message.messageId.$);
  const marked = await connector.voicemailMarkAsRead(ids[0]);
  const content = await connector.getVoicemailContent(ids[0]);
  const after = await list();
  const deleted = await connector.deleteVoicemail(ids[0]);
  const left = await list();
  process.stdout.write(
    `\n@@${JSON.stringify({
      began: began.statusCode,
      names: before.map((message) => message.callingPartyInfo.name.$),
      unread: before.every((message) => !('read' in message)),
      marked: marked.statusCode,
      read: after.filter((message) => 'read' in message).length,
      content: content.data.voicemailContent,
      deleted: deleted.statusCode,
      left: left.length,
    })}\n`
  );
}

main().then(() => process.exit(0), (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
