/* hearth-server's settings: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "server/server-config.h"

#include <string.h>

#include "signalling/signalling-error.h"

#define GROUP "server"

/* What was written, before it was looked at. */
typedef struct
{
  char *file;
  char *address;
  char *port;
  char *certificate;
  char *key;
  char *origin;
  char *host;
  char *trusted_proxy;
  char *metrics_port;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->file);
  g_free (words->address);
  g_free (words->port);
  g_free (words->certificate);
  g_free (words->key);
  g_free (words->origin);
  g_free (words->host);
  g_free (words->trusted_proxy);
  g_free (words->metrics_port);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
parse_command_line (const char * const  *arguments,
                    Words               *words,
                    GError             **error)
{
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &words->file, "Settings; the options below win over it", "FILE" },
    { "address", 'a', 0, G_OPTION_ARG_STRING, &words->address, "Numeric address to listen on (every one)", "ADDRESS" },
    { "port", 'p', 0, G_OPTION_ARG_STRING, &words->port, "Port to listen on, 0 for any free one ("
      G_STRINGIFY (HEARTH_SERVER_DEFAULT_PORT) ")", "PORT" },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &words->certificate, "TLS certificate with its chain, PEM", "FILE" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &words->key, "The certificate's key, PEM", "FILE" },
    { "origin", 0, 0, G_OPTION_ARG_STRING, &words->origin, "Web origin whose pages may connect (none)", "ORIGIN" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &words->host, "Name of this server in people's links; requests for any other are refused "
      "(any name)", "NAME" },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_STRING, &words->trusted_proxy,
      "Address of the reverse proxy whose X-Forwarded-For is believed (none)", "ADDRESS" },
    { "metrics-port", 0, 0, G_OPTION_ARG_STRING, &words->metrics_port, "Port of 127.0.0.1 with /metrics (none)", "PORT" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) rest = g_strdupv ((char **) arguments);

  g_option_context_set_summary (context, "Signalling server for Hearth calls: it brings people together and reads nothing.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &rest, error))
    return FALSE;

  if (g_strv_length (rest) > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is not an option", rest[1]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_file (Words   *words,
            GError **error)
{
  const struct
  {
    const char *name;
    char **word;
  } settings[] = {
    { "address", &words->address },
    { "port", &words->port },
    { "certificate", &words->certificate },
    { "key", &words->key },
    { "origin", &words->origin },
    { "host", &words->host },
    { "trusted-proxy", &words->trusted_proxy },
    { "metrics-port", &words->metrics_port },
  };
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) names = NULL;

  if (!g_key_file_load_from_file (file, words->file, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", words->file);
      return FALSE;
    }

  names = g_key_file_get_keys (file, GROUP, NULL, error);
  if (names == NULL)
    {
      g_prefix_error (error, "%s: ", words->file);
      return FALSE;
    }

  for (char **name = names; *name != NULL; name++)
    {
      gsize i = 0;

      while (i < G_N_ELEMENTS (settings) && !g_str_equal (settings[i].name, *name))
        i++;

      if (i == G_N_ELEMENTS (settings))
        {
          g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                       "%s: there is no setting “%s”", words->file, *name);
          return FALSE;
        }

      if (*settings[i].word == NULL)
        *settings[i].word = g_key_file_get_string (file, GROUP, *name, NULL);
    }

  return TRUE;
}

static gboolean
parse_port (const char  *word,
            guint16     *port,
            GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT16, &number, NULL))
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                   "“%s” is not a port: it must be a number from 0 to 65535", word);
      return FALSE;
    }

  *port = (guint16) number;
  return TRUE;
}

/* An origin as browsers write it: a scheme and a host, perhaps a port, nothing behind it. */
static gboolean
check_origin (const char  *word,
              GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (word, G_URI_FLAGS_NONE, NULL);

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
      && *g_uri_get_path (uri) == '\0' && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL
      && g_uri_get_userinfo (uri) == NULL)
    return TRUE;

  g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
               "“%s” is not a web origin such as https://example.org", word);
  return FALSE;
}

/* A name as links have it: no scheme, no port. */
static gboolean
check_host (const char  *word,
            GError     **error)
{
  if (*word != '\0' && strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == strlen (word))
    return TRUE;

  g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
               "“%s” is not a host name such as meet.example.org", word);
  return FALSE;
}

HearthServerConfig *
hearth_server_config_parse (const char * const  *arguments,
                            GError             **error)
{
  g_autoptr (HearthServerConfig) self = g_new0 (HearthServerConfig, 1);
  g_auto (Words) words = { 0 };

  g_return_val_if_fail (arguments != NULL, NULL);

  if (!parse_command_line (arguments, &words, error))
    return NULL;
  if (words.file != NULL && !parse_file (&words, error))
    return NULL;

  self->port = HEARTH_SERVER_DEFAULT_PORT;
  if (words.port != NULL && !parse_port (words.port, &self->port, error))
    return NULL;
  if (words.origin != NULL && !check_origin (words.origin, error))
    return NULL;
  if (words.host != NULL && !check_host (words.host, error))
    return NULL;
  self->serve_metrics = words.metrics_port != NULL;
  if (self->serve_metrics && !parse_port (words.metrics_port, &self->metrics_port, error))
    return NULL;

  self->address = g_steal_pointer (&words.address);
  self->certificate = g_steal_pointer (&words.certificate);
  self->key = g_steal_pointer (&words.key);
  self->origin = g_steal_pointer (&words.origin);
  self->host = g_steal_pointer (&words.host);
  self->trusted_proxy = g_steal_pointer (&words.trusted_proxy);

  return g_steal_pointer (&self);
}

void
hearth_server_config_free (HearthServerConfig *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->origin);
  g_free (self->host);
  g_free (self->trusted_proxy);
  g_free (self);
}
