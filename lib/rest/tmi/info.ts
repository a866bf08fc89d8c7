import { version } from "../../../package.json";
import { config } from "../../config.mjs";
import { type Handler, json } from "./asked";
import { versionOf } from "./profiles";

/** Which house answers (tmi.md 3.1). The generations disagree about one word of it, and each accepts only its own. */
export const root: Handler = ({ profile }) =>
  json(
    {
      status: { code: profile === "1.0.0" ? "OK" : "ok", time: new Date().toISOString() },
      service: { name: "Confer", build: version },
      api: { version: versionOf[profile], specification: `${config().url}/openapi.json` },
      operator: { name: "Confer", contact: config().url },
    },
    200,
    { vary: "Accept" },
  );

/** What a front end asks first, before it knows anybody. */
export const clientConfig: Handler = () =>
  json({
    features: { websocket_enabled: true, saml_enabled: false, webhooks_enabled: false, timmy_enabled: false },
    operator: { name: "Confer", contact: config().url },
    limits: { max_file_upload_mb: 1, max_diagram_participants: config().caps.seats },
    ui: { default_theme: "auto" },
    content_providers: [],
  });

export const serverInfo: Handler = ({ base }) =>
  json({
    tls_enabled: base.startsWith("https:"),
    tls_subject_name: base.startsWith("https:") ? new URL(base).hostname : "",
    websocket_base_url: base.replace(/^http/, "ws"),
  });
