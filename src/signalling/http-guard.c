/* Which HTTP requests the server answers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/http-guard.h"

#include <gio/gio.h>
#include <string.h>

#define LANDING_PREFIX "/r/"

/* A room's id has 22 characters. The page is the same for all of them, so a mistyped one gets it as well: the app says more. */
#define ROOM_MAX_CHARACTERS 64

static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || strlen (host) > 255 + strlen (":65535"))
    return FALSE;

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-_:[]", *c) == NULL)
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full): the name without port and brackets */
static char *
get_host_name (const char *host)
{
  const char *end;

  if (*host == '[')
    {
      end = strchr (host, ']');
      return end != NULL ? g_strndup (host + 1, (gsize) (end - host - 1)) : g_strdup (host);
    }

  end = strrchr (host, ':');
  return end != NULL ? g_strndup (host, (gsize) (end - host)) : g_strdup (host);
}

/* Names are those of the DNS: case does not matter, and a dot may stand at the end. */
static gboolean
is_asked_by_its_name (const char             *host,
                      const HearthHttpPolicy *policy)
{
  g_autofree char *name = NULL;

  if (policy->host == NULL && !policy->administration)
    return TRUE;

  name = get_host_name (host);
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';

  return g_hostname_is_ip_address (name) || g_ascii_strcasecmp (name, "localhost") == 0
         || (policy->host != NULL && g_ascii_strcasecmp (name, policy->host) == 0);
}

static gboolean
is_landing_path (const char *path)
{
  const char *room;

  if (!g_str_has_prefix (path, LANDING_PREFIX))
    return FALSE;

  room = path + strlen (LANDING_PREFIX);
  if (*room == '\0' || strlen (room) > ROOM_MAX_CHARACTERS)
    return FALSE;

  for (const char *c = room; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;

  return TRUE;
}

static HearthHttpRoute
refuse (guint *status,
        guint  code)
{
  *status = code;
  return HEARTH_HTTP_REFUSED;
}

static HearthHttpRoute
route_upgrade (const HearthHttpRequest *request,
               const char              *origin,
               guint                   *status)
{
  /* Above all "h2c": libwebsockets' HTTP/2 had a remote hole (CVE-2026-19773). */
  if (g_ascii_strcasecmp (request->upgrade, "websocket") != 0)
    return refuse (status, 403);
  if (g_strcmp0 (request->path, "/ws") != 0 || request->has_query)
    return refuse (status, 404);
  if (request->origin != NULL && g_strcmp0 (request->origin, origin) != 0)
    return refuse (status, 403);
  if (g_strcmp0 (request->websocket_version, "13") != 0)
    return refuse (status, 426);
  if (!request->has_websocket_key)
    return refuse (status, 400);

  return HEARTH_HTTP_WEBSOCKET;
}

static HearthHttpRoute
route_administration (const HearthHttpRequest *request,
                      guint                   *status)
{
  if (request->upgrade != NULL || request->origin != NULL)
    return refuse (status, 403);
  if (!g_str_equal (request->path, "/metrics") || request->has_query)
    return refuse (status, 404);

  return HEARTH_HTTP_METRICS;
}

HearthHttpRoute
hearth_http_guard_route (const HearthHttpRequest *request,
                         const HearthHttpPolicy  *policy,
                         guint                   *status)
{
  g_return_val_if_fail (request != NULL, HEARTH_HTTP_REFUSED);
  g_return_val_if_fail (policy != NULL, HEARTH_HTTP_REFUSED);
  g_return_val_if_fail (status != NULL, HEARTH_HTTP_REFUSED);

  if (!request->is_get)
    return refuse (status, 405);
  if (g_strcmp0 (request->http_version, "HTTP/1.1") != 0)
    return refuse (status, 505);
  if (request->n_hosts != 1 || !is_host (request->host))
    return refuse (status, 400);
  if (request->has_body || request->has_range || request->has_te)
    return refuse (status, 400);
  if (!is_asked_by_its_name (request->host, policy))
    return refuse (status, 421);
  if (request->path == NULL)
    return refuse (status, 404);

  if (policy->administration)
    return route_administration (request, status);
  if (request->upgrade != NULL)
    return route_upgrade (request, policy->origin, status);

  if (g_str_equal (request->path, "/healthz") && !request->has_query)
    return HEARTH_HTTP_HEALTH;

  /* A query is somebody's click counter on a link that was passed on. */
  if (is_landing_path (request->path))
    return HEARTH_HTTP_LANDING_PAGE;

  return refuse (status, 404);
}
