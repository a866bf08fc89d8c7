// @ts-check
/**
 * Parts of Next that every page would bring along for something this house never does: 9 kB of the 150 that a page may weigh. By the
 * path of the part, what stands in for it in browsers; `lib/stand-ins.test.ts` holds each to what Next asks of it, and the house to not
 * doing it.
 *
 * @type {Record<string, string>}
 */
export const standIns = {
  // Of a hundred constants the browser asks for two.
  "next/dist/lib/constants.js": `
    exports.NEXT_NAV_DEPLOYMENT_ID_HEADER = "x-nextjs-deployment-id";
    exports.WEB_SOCKET_MAX_RECONNECTIONS = 12;`,
  // What is asked of a process is answered while building.
  "next/dist/build/polyfills/process.js": `module.exports = globalThis.process ?? { env: {} };`,
  // Every browser that Next supports has all of it but URL.canParse.
  "next/dist/build/polyfills/polyfill-module.js": `
    URL.canParse ??= (...address) => {
      try {
        return Boolean(new URL(...address));
      } catch {
        return false;
      }
    };`,
  // No page or layout is a client component.
  "next/dist/client/components/client-page.js": `exports.ClientPageRoot = () => null;`,
  "next/dist/client/components/client-segment.js": `exports.ClientSegmentRoot = () => null;`,
  // Links are components/ui/link.tsx: Next has none to prefetch or to mark.
  "next/dist/client/components/links.js": `
    exports.getLinkForCurrentNavigation = () => null;
    exports.setLinkForCurrentNavigation = exports.pingVisibleLinks = () => {};`,
  // No page stands in for another while it is led to from a third.
  "next/dist/shared/lib/router/utils/interception-routes.js": `
    exports.INTERCEPTION_ROUTE_MARKERS = [];
    exports.isInterceptionRouteAppPath = () => false;`,
  // Only does something with experimental.appNavFailHandling.
  "next/dist/client/components/nav-failure-handler.js": `
    exports.handleHardNavError = () => false;
    exports.useNavFailureHandler = () => {};`,
  // A refusal is an answer of ours, never one of Next's pages.
  "next/dist/client/components/forbidden.js": `exports.forbidden = () => {};`,
  "next/dist/client/components/unauthorized.js": `exports.unauthorized = () => {};`,
  // Only robots would get it, and none signs in.
  "next/dist/client/components/errors/graceful-degrade-boundary.js": `
    exports.__esModule = true;
    exports.default = exports.GracefulDegradeBoundary = ({ children }) => children;`,
  // When not even the layout can be drawn; whatever else fails has app/error.tsx.
  "next/dist/client/components/builtin/global-error.js": `
    const { jsx, jsxs } = require("react/jsx-runtime");
    exports.__esModule = true;
    exports.default = ({ error }) =>
      jsxs("html", { id: "__next_error__", lang: "en", children: [
        jsx("head", { children: jsx("title", { children: "Confer" }) }),
        jsx("body", { children: jsxs("main", { style: { maxWidth: 480, margin: "20vh auto", padding: 16, fontFamily: "system-ui" }, children: [
          jsx("h1", { children: "This page couldn’t load" }),
          jsx("p", { children: "Reload to try again, or go back." }),
          jsx("form", { children: jsx("button", { children: "Reload" }) }),
          error?.digest && jsx("p", { children: error.digest }),
        ] }) }),
      ] });`,
};

/** The rules of Turbopack that put them there. */
export const standInRules = Object.fromEntries(
  Object.entries(standIns).map(([path, code]) => [
    `**/${path}`,
    { condition: /** @type {const} */ ("browser"), loaders: [{ loader: "./scripts/stand-in.cjs", options: { code } }] },
  ]),
);
