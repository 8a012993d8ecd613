/* The plugins that may be loaded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/plugins.h"

#include <gst/gst.h>

/* "staticelements" is in GStreamer itself: bin and pipeline. "coretracers" is only loaded where GST_TRACERS asks for it. */
#define CONNECTIONS \
  "app", "coreelements", "coretracers", "dtls", "nice", "rtp", "rtpmanager", "sctp", "srtp", "staticelements", "webrtc"

static const char *const connections[] = { CONNECTIONS, NULL };

static const char *const calls[] = {
  CONNECTIONS,
  "audiobuffersplit", "jpeg", "opus", "pipewire", "pulseaudio", "switchbin", "videoconvertscale", "videocrop", "vpx", "webrtcdsp",
  NULL
};

const char * const *
hearth_plugins_get_names (HearthPlugins plugins)
{
  return plugins == HEARTH_PLUGINS_CALLS ? calls : connections;
}

/* GStreamer's loader goes by these variables and reads them once. Programs that we start are not to inherit them. A registry says
 * which list it was made by, and is made anew for every other one: hence one for each. */
static void
start_with_list (HearthPlugins       plugins,
                 const char * const *names)
{
  g_autofree char *list = g_strjoinv (",", (char **) names);
  const char *kind = plugins == HEARTH_PLUGINS_CALLS ? "calls" : "connections";
  g_autofree char *file = g_strdup_printf ("gstreamer-%s-%s.bin", kind, HEARTH_CPU);
  g_autofree char *registry = g_build_filename (g_get_user_cache_dir (), "hearth", file, NULL);
  const char *const variables[][2] = { { "GST_PLUGIN_LOADING_WHITELIST", list }, { "GST_REGISTRY_1_0", registry } };
  char *before[G_N_ELEMENTS (variables)];

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      before[i] = g_strdup (g_getenv (variables[i][0]));
      g_setenv (variables[i][0], variables[i][1], TRUE);
    }

  gst_init_check (NULL, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (before[i] != NULL)
        g_setenv (variables[i][0], before[i], TRUE);
      else
        g_unsetenv (variables[i][0]);
      g_free (before[i]);
    }
}

/* The variable with the list is not of GStreamer's documented interface; this is. */
static void
forget_others (const char * const *names)
{
  GList *found = gst_registry_get_plugin_list (gst_registry_get ());

  for (GList *l = found; l != NULL; l = l->next)
    if (!g_strv_contains (names, gst_plugin_get_name (l->data)))
      gst_registry_remove_plugin (gst_registry_get (), l->data);
  gst_plugin_list_free (found);
}

void
hearth_plugins_restrict (HearthPlugins plugins)
{
  const char *const *names = hearth_plugins_get_names (plugins);

  g_return_if_fail (!gst_is_initialized ());

  start_with_list (plugins, names);
  if (gst_is_initialized ())
    forget_others (names);
}
