// What `../../pipewright.rs` writes, in the words of gaji. One file, which is what costs gaji least: it starts its engine once a file.
import { getAction, Job, Workflow } from "../generated/index.js";

const checkout = getAction("actions/checkout@11d5960a326750d5838078e36cf38b85af677262");
const setupBuildx = getAction("docker/setup-buildx-action@8d2750c68a42422c14e847fe6c8ac0403b4cbd6f");
const cache = getAction("actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830");
const login = getAction("docker/login-action@c94ce9fb468520275223c153574b00df6fe4bcc9");
const buildPush = getAction("docker/build-push-action@ca052bb54ab0790a636c9b5f226502c73d547a25");

const services: string[] = [
  "accounts",
  "billing",
  "catalogue",
  "chat",
  "events",
  "gateway",
  "login",
  "mail",
  "media",
  "orders",
  "reports",
  "search",
  "stock",
  "website",
];

const job = (service: string) =>
  new Job("ubuntu-latest", {
    permissions: { contents: "read", packages: "write" },
    env: { NODE_ENV: "production" },
    "timeout-minutes": 30,
  }).steps((s) =>
    s
      .add(checkout({ name: "Check out the repository", with: { "fetch-depth": 0, "persist-credentials": false } }))
      .add(setupBuildx({ name: "Set up the builder", with: { cleanup: true } }))
      .add(
        cache({
          name: "Restore what was downloaded before",
          with: {
            path: `${service}/.cache`,
            key: `${service}-\${{ runner.os }}-\${{ hashFiles('${service}/package-lock.json') }}`,
            "restore-keys": `${service}-\${{ runner.os }}`,
          },
        }),
      )
      .add(
        login({
          name: "Log in to the registry",
          with: { registry: "ghcr.io", username: "${{ github.actor }}", password: "${{ secrets.GITHUB_TOKEN }}" },
        }),
      )
      .add({
        name: "Name the image",
        id: "image",
        run: 'set -euo pipefail\ntag="$REGISTRY/$SERVICE:${REF_NAME//\\//-}-${COMMIT:0:7}"\necho "tag=$tag" >>"$GITHUB_OUTPUT"\n',
        env: {
          REGISTRY: "ghcr.io/${{ github.repository_owner }}",
          SERVICE: service,
          REF_NAME: "${{ github.ref_name }}",
          COMMIT: "${{ github.sha }}",
        },
      })
      .add(
        buildPush({
          name: "Build and push the image",
          with: {
            context: service,
            push: true,
            tags: "${{ steps.image.outputs.tag }}",
            "cache-from": "type=gha",
            "cache-to": "type=gha,mode=max",
            "build-args": `COMMIT=\${{ github.sha }}\nSERVICE=${service}\n`,
          },
        }),
      )
      .add({
        name: "Test the image",
        run: 'set -euo pipefail\ndocker run --rm "$IMAGE" npm test\n',
        env: { IMAGE: "${{ steps.image.outputs.tag }}" },
        "timeout-minutes": 10,
      })
      .add({
        name: "Report",
        if: "always()",
        run: 'echo "$SERVICE: $STATUS" >>"$GITHUB_STEP_SUMMARY"\n',
        env: { SERVICE: service, STATUS: "${{ job.status }}" },
      })
      .add({
        name: "Announce",
        if: "github.ref == 'refs/heads/main'",
        run: 'curl --fail --data "$IMAGE" "$HOOK"\n',
        env: { IMAGE: "${{ steps.image.outputs.tag }}", HOOK: "${{ secrets.ANNOUNCEMENTS }}" },
        "continue-on-error": true,
      })
  );

for (const service of services) {
  new Workflow({
    name: `Build ${service}`,
    on: { push: { branches: ["main", "release/**"], paths: [`${service}/**`] }, workflow_dispatch: {} },
    permissions: {},
    concurrency: { group: `${service}-\${{ github.ref }}`, "cancel-in-progress": true },
  }).jobs((j) => j.add("build", job(service))).build(service);
}
