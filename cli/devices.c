/* isovox devices: what operations can run on. */
#include "common.h"
#include "json.h"

static void print_text(const iv_device_info *d, int chosen)
{
    printf("%s %-9s %s\n", chosen ? "*" : " ", d->id, d->name);
    printf("            %s %s, %s", d->backend, d->type, d->driver);
    if (*d->isa) printf(", %s", d->isa);
    if (d->units) printf(", %d %s", d->units, *d->isa ? "threads" : "compute units");
    if (d->memory) printf(", %.3g GB", (double)d->memory * 1e-9);
    printf("\n");
    if (*d->notes) printf("            %s\n", d->notes);
}

static void print_json(struct json *j, const iv_device_info *d, int chosen, const char *error)
{
    json_open(j, NULL, '{');
    json_string(j, "id", d->id);
    json_string(j, "backend", d->backend);
    json_string(j, "name", d->name);
    json_string(j, "type", d->type);
    json_string(j, "driver", d->driver);
    json_string(j, "isa", d->isa);
    json_string(j, "notes", d->notes);
    json_whole(j, "memory", (int64_t)d->memory);
    json_whole(j, "units", d->units);
    json_bool(j, "default", chosen);
    json_string(j, "error", error);
    json_close(j);
}

static int devices(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = { OPTION_JSON };
    struct json j = json_begin(stdout);
    iv_device *chosen = NULL;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n) return wrong_usage(self);
    const iv_status s = iv_device_default(&chosen);
    if (shared.json) json_open(&j, NULL, '[');
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device_info d;
        const int bad = iv_device_describe(iv_device_at(i), &d) != IV_OK;
        if (shared.json)
            print_json(&j, &d, iv_device_at(i) == chosen, bad ? iv_error() : "");
        else
            print_text(&d, iv_device_at(i) == chosen);
        if (bad && !shared.json) printf("            cannot be used: %s\n", iv_error());
    }
    if (shared.json)
        json_close(&j);
    else
        printf("\n* is taken where no device is named: by --device, or by ISOVOX_DEVICE\n");
    if (s != IV_OK) {
        iv_device_default(&chosen);
        fail_status(s);
        return UNUSABLE;
    }
    return DONE;
}

const struct command cmd_devices = {
    .name = "devices",
    .usage = "[--json]",
    .summary = "list the devices that operations can run on",
    .run = devices,
};
