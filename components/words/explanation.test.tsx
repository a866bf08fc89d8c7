import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Lines } from "./explanation";

test("what its person may do is told as a yes where only the token is in the way, and the token as the no", () => {
  const html = renderToStaticMarkup(
    <Lines
      lines={[
        { step: "method", counted: true, text: "So it is allowed." },
        { step: "token", counted: false, text: "The token does not reach shop." },
      ]}
    />,
  );
  const [yes, no] = html.match(/<li.*?<\/li>/g)!;
  expect(yes).toContain("text-allow");
  expect(no).toContain("text-deny");
});
