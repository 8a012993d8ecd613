/* What hearth-host is told on its command line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/host-options.h"

#include "base/limits.h"
#include "call/ice-server.h"
#include "protocol/profile.h"
#include "protocol/server-address.h"

/* The host itself has a seat in the server's and the roster's count, although nobody sits there. */
#define MAX_GUESTS (HEARTH_LIMIT_ROOM_PEOPLE - 1)

#define MIN_STATS_SECONDS 0.1
#define MAX_STATS_SECONDS 86400

/* What was written, before it was looked at. */
typedef struct
{
  char *name;
  char *server;
  char *capacity;
  char *port;
  char *media_port;
  gboolean libnice;
  char *address;
  char *stun;
  char *turn_file;
  char *state_dir;
  char *admit;
  gboolean new_link;
  gboolean co_host_link;
  gboolean forget_co_hosts;
  char *stats;
  gboolean version;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->name);
  g_free (words->server);
  g_free (words->capacity);
  g_free (words->port);
  g_free (words->media_port);
  g_free (words->address);
  g_free (words->stun);
  g_free (words->turn_file);
  g_free (words->state_dir);
  g_free (words->admit);
  g_free (words->stats);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments);
  va_end (arguments);

  return FALSE;
}

static gboolean
parse_command_line (const char * const  *arguments,
                    Words               *words,
                    GError             **error)
{
  const GOptionEntry entries[] = {
    /* As bytes: a service's locale is often "C", where GOption refuses every other letter. */
    { "name", 'n', 0, G_OPTION_ARG_FILENAME, &words->name, "What the room is called", "NAME" },
    { "server", 0, 0, G_OPTION_ARG_STRING, &words->server, "Signalling server to open the room at (one inside this program)", "URL" },
    { "capacity", 'c', 0, G_OPTION_ARG_STRING, &words->capacity, "How many people can be inside at once (as many as a room "
      "holds)", "N" },
    { "port", 'p', 0, G_OPTION_ARG_STRING, &words->port, "TCP port of the server inside, 0 for any free one (the last one)", "PORT" },
    { "media-port", 'm', 0, G_OPTION_ARG_STRING, &words->media_port, "UDP port of the room, 0 for any free one (the last one)", "PORT" },
    { "libnice", 0, 0, G_OPTION_ARG_NONE, &words->libnice, "A UDP port for each connection instead", NULL },
    { "address", 'a', 0, G_OPTION_ARG_STRING, &words->address, "Name or address, perhaps with a port, that the link names (this "
      "computer's in its network)", "HOST" },
    { "stun", 0, 0, G_OPTION_ARG_STRING, &words->stun, "STUN server, stun:HOST[:PORT]", "URL" },
    { "turn-file", 0, 0, G_OPTION_ARG_FILENAME, &words->turn_file, "File with a TURN server on each line, turn:USER:PASSWORD@HOST", "FILE" },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &words->state_dir, "Where the room is kept between two starts", "DIR" },
    { "admit", 0, 0, G_OPTION_ARG_STRING, &words->admit, "Who comes in: everybody with a link, or whom a co-host inside lets in (everybody)",
      "everybody|ask" },
    { "new-link", 0, 0, G_OPTION_ARG_NONE, &words->new_link, "Links that were given out before do not work any more", NULL },
    { "co-host-link", 0, 0, G_OPTION_ARG_NONE, &words->co_host_link, "Print another link as well: the first who comes in by it is a co-host "
      "for good, who answers the door and keeps order (by itself with --admit ask, until there is one)", NULL },
    { "forget-co-hosts", 0, 0, G_OPTION_ARG_NONE, &words->forget_co_hosts, "Nobody is a co-host any more", NULL },
    { "stats", 0, 0, G_OPTION_ARG_STRING, &words->stats, "Print figures as a line of JSON every so many seconds", "SECONDS" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, "Print the version", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) rest = g_strdupv ((char **) arguments);

  g_option_context_set_summary (context, "Hosts a room for Hearth calls without a window. Prints the link to the room, then keeps it.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &rest, error))
    return FALSE;

  return g_strv_length (rest) <= 1 || refuse (error, "“%s” is not an option", rest[1]);
}

static gboolean
parse_name (HearthHostOptions  *self,
            const Words        *words,
            GError            **error)
{
  if (words->name == NULL)
    return refuse (error, "The room needs a name: --name=NAME");

  self->name = hearth_profile_clean_name (words->name);
  return self->name != NULL || refuse (error, "Of the room's name nothing is left that can be shown");
}

/* @word: (nullable) */
static gboolean
parse_port (const char  *word,
            int         *port,
            GError     **error)
{
  guint64 number;

  *port = HEARTH_HOST_PORT_REMEMBERED;
  if (word == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT16, &number, NULL))
    return refuse (error, "“%s” is not a port: it must be a number from 0 to 65535", word);

  *port = (int) number;
  return TRUE;
}

static gboolean
parse_numbers (HearthHostOptions  *self,
               const Words        *words,
               GError            **error)
{
  guint64 number;
  char *end;

  self->guests = MAX_GUESTS;
  if (words->capacity != NULL)
    {
      if (!g_ascii_string_to_unsigned (words->capacity, 10, 1, MAX_GUESTS, &number, NULL))
        return refuse (error, "“%s” is not a capacity: it must be a number from 1 to %d", words->capacity, MAX_GUESTS);
      self->guests = (guint) number;
    }

  if (!parse_port (words->port, &self->port, error) || !parse_port (words->media_port, &self->media_port, error))
    return FALSE;

  if (words->stats != NULL)
    {
      self->stats_seconds = g_ascii_strtod (words->stats, &end);
      if (*words->stats == '\0' || *end != '\0' || !(self->stats_seconds >= MIN_STATS_SECONDS && self->stats_seconds <= MAX_STATS_SECONDS))
        return refuse (error, "“%s” is not an interval: it must be a number of seconds from %g to %d", words->stats, MIN_STATS_SECONDS,
                       MAX_STATS_SECONDS);
    }

  return TRUE;
}

static gboolean
parse_admit (HearthHostOptions  *self,
             const Words        *words,
             GError            **error)
{
  self->new_link = words->new_link;
  self->co_host_link = words->co_host_link;
  self->forget_co_hosts = words->forget_co_hosts;
  self->ask = g_strcmp0 (words->admit, "ask") == 0;

  return words->admit == NULL || self->ask || g_str_equal (words->admit, "everybody")
         || refuse (error, "“%s” is not who comes in: it must be everybody or ask", words->admit);
}

/* "name" or "name:port", as the link will say it */
static gboolean
check_host (const char  *text,
            GError     **error)
{
  g_autofree char *name = NULL;
  guint16 port;

  return hearth_server_address_parse_host (text, &name, &port, NULL)
         || refuse (error, "“%s” is not a name or address such as home.example.org, 203.0.113.7 or [2001:db8::7], perhaps with :PORT", text);
}

static gboolean
parse_addresses (HearthHostOptions  *self,
                 const Words        *words,
                 GError            **error)
{
  self->libnice = words->libnice;
  if (words->libnice && words->media_port != NULL)
    return refuse (error, "With --libnice there is no one UDP port for --media-port to name");

  if (words->server != NULL)
    {
      if (words->port != NULL || words->address != NULL)
        return refuse (error, "--port and --address are for the signalling server inside this program, not for --server");
      self->server = hearth_server_address_parse (words->server, NULL);
      if (self->server == NULL)
        return refuse (error, "“%s” is not a server's address such as https://call.example.org", words->server);
    }

  if (words->address != NULL && !check_host (words->address, error))
    return FALSE;
  self->address = g_strdup (words->address);

  if (words->stun != NULL)
    {
      self->stun_server = hearth_ice_server_parse_stun (words->stun);
      if (self->stun_server == NULL)
        return refuse (error, "“%s” is not a STUN server's address such as stun:stun.example.org", words->stun);
    }

  return TRUE;
}

/* The file's lines hold passwords: errors name their numbers. */
static gboolean
parse_turn_file (HearthHostOptions  *self,
                 const char         *path,
                 GError            **error)
{
  g_autoptr (GStrvBuilder) servers = g_strv_builder_new ();
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, error))
    return FALSE;

  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *server;

      g_strstrip (lines[i]);
      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;

      server = hearth_ice_server_parse_turn (lines[i]);
      if (server == NULL)
        return refuse (error, "%s: line %u is not a TURN server's address such as turn:USER:PASSWORD@turn.example.org", path, i + 1);
      g_strv_builder_take (servers, server);
    }

  self->turn_servers = g_strv_builder_end (servers);
  return TRUE;
}

HearthHostOptions *
hearth_host_options_parse (const char * const  *arguments,
                           GError             **error)
{
  g_autoptr (HearthHostOptions) self = g_new0 (HearthHostOptions, 1);
  g_auto (Words) words = { 0 };

  g_return_val_if_fail (arguments != NULL, NULL);

  if (!parse_command_line (arguments, &words, error))
    return NULL;

  self->version = words.version;
  if (self->version)
    return g_steal_pointer (&self);

  if (!parse_name (self, &words, error) || !parse_numbers (self, &words, error) || !parse_addresses (self, &words, error)
      || !parse_admit (self, &words, error))
    return NULL;
  if (words.turn_file != NULL && !parse_turn_file (self, words.turn_file, error))
    return NULL;

  self->state_dir = g_steal_pointer (&words.state_dir);
  if (self->state_dir == NULL)
    self->state_dir = g_build_filename (g_get_user_state_dir (), "hearth-host", NULL);

  return g_steal_pointer (&self);
}

void
hearth_host_options_free (HearthHostOptions *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->server);
  g_free (self->address);
  g_free (self->stun_server);
  g_strfreev (self->turn_servers);
  g_free (self->state_dir);
  g_free (self);
}
