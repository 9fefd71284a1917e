import { Document } from "yaml"
import { minuteField } from "./minutes.js"
import { type Printed, runArguments, type Settings } from "./settings.js"

const mount = "/editions"
const owner = 1000

/**
 * A CronJob and the volume that editions are kept on. It calls each hour at the minutes of planned times, in UTC, one call at a
 * time. The image is the user's: its working folder is the project, with `npm ci` done.
 */
export function printKubernetes(settings: Settings): Printed {
  const { name } = settings
  const documents = [claim(name), cronJob(settings)].map(part =>
    new Document(part).toString({ lineWidth: 0 }),
  )
  return {
    files: [{ name: `${name}.yaml`, text: documents.join("---\n") }],
    instructions: instructions(settings),
  }
}

const claim = (name: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, labels: labels(name) },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "2Gi" } } },
})

const cronJob = (settings: Settings) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: settings.name, labels: labels(settings.name) },
  spec: {
    schedule: `${minuteField(settings.times.minutes)} * * * *`,
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 1800,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      spec: {
        // What fails is tried again by the program itself, and by the next call.
        backoffLimit: 0,
        activeDeadlineSeconds: 7200,
        ttlSecondsAfterFinished: 172_800,
        template: { metadata: { labels: labels(settings.name) }, spec: pod(settings) },
      },
    },
  },
})

const pod = (settings: Settings) => ({
  restartPolicy: "Never",
  terminationGracePeriodSeconds: 180,
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: owner,
    runAsGroup: owner,
    fsGroup: owner,
    seccompProfile: { type: "RuntimeDefault" },
  },
  containers: [container(settings)],
  volumes: [
    { name: "editions", persistentVolumeClaim: { claimName: settings.name } },
    { name: "tmp", emptyDir: {} },
  ],
})

const container = ({ name, image, secrets }: Settings) => ({
  name,
  image: image ?? "",
  command: ["node", "dist/cli.js", ...runArguments({ out: mount }, "kubernetes")],
  env: [
    { name: "HOME", value: "/tmp" },
    ...secrets.map(secret => ({
      name: secret,
      // A secret that is missing must not keep the edition from being made.
      valueFrom: { secretKeyRef: { name, key: secret, optional: true } },
    })),
  ],
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  resources: { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "2Gi" } },
  volumeMounts: [
    { name: "editions", mountPath: mount },
    { name: "tmp", mountPath: "/tmp" },
  ],
})

const labels = (name: string) => ({ "app.kubernetes.io/name": name })

function instructions({ name, secrets }: Settings): readonly string[] {
  const values = secrets.map(secret => `--from-literal=${secret}=…`).join(" ")
  return [
    "the image’s working folder must be the project, with npm ci done in it",
    ...(secrets.length > 0 ? [`  kubectl create secret generic ${name} ${values}`] : []),
    `  kubectl apply -f ${name}.yaml`,
    `  kubectl create job --from=cronjob/${name} ${name}-now   (calls it at once)`,
    "timeZone needs Kubernetes 1.27 or newer; the volume must outlive the cluster’s nodes",
  ]
}
