/* What people write in a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/chat-relay.h"

#include <string.h>

#include "base/limits.h"
#include "base/token-bucket.h"
#include "room/chat-log.h"
#include "room/rights.h"

/* What is known of a guest while they are inside. */
typedef struct
{
  guint64 came_after; /* the message that was the latest when they came */
  HearthTokenBucket bytes;

  /* A ring: what they wrote last. As many of it may go unanswered and be said again, and the log may have forgotten it by then. */
  HearthControlMessage *passed_on[HEARTH_LIMIT_CHAT_UNCONFIRMED];
  guint next;
} Writer;

struct _HearthChatRelay
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthConversation *conversation;
  HearthChatLog *log;
  GHashTable *writers; /* HearthGuestLink → Writer */
  HearthTokenBucket messages; /* of the whole room */
};

G_DEFINE_FINAL_TYPE (HearthChatRelay, hearth_chat_relay, G_TYPE_OBJECT)

static void
writer_free (Writer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->passed_on); i++)
    g_clear_pointer (&self->passed_on[i], hearth_control_message_unref);
  g_free (self);
}

static void
writer_remember (Writer               *self,
                 HearthControlMessage *said)
{
  g_clear_pointer (&self->passed_on[self->next], hearth_control_message_unref);
  self->passed_on[self->next] = hearth_control_message_ref (said);
  self->next = (self->next + 1) % G_N_ELEMENTS (self->passed_on);
}

/* Returns: (nullable): what of theirs has that number, if it was passed on. */
static const HearthControlMessage *
writer_find (const Writer *self,
             guint64       number)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->passed_on); i++)
    if (self->passed_on[i] != NULL && self->passed_on[i]->number == number)
      return self->passed_on[i];

  return NULL;
}

static const char *
get_id (HearthGuestLink *guest)
{
  return guest != NULL ? hearth_member_get_id (hearth_guest_link_get_member (guest)) : HEARTH_GATHERING_HOST_ID;
}

/* --- What people are told; @guest is NULL for the host's own person ----------------------------------------------------- */

static void
send (HearthChatRelay            *self,
      HearthGuestLink            *guest,
      const HearthControlMessage *message)
{
  /* Where the channel is not open, everything follows when it is. */
  if (guest != NULL)
    (void) hearth_guest_link_send (guest, message);
  else
    hearth_conversation_receive (self->conversation, message);
}

static void
tell (HearthChatRelay            *self,
      HearthGuestLink            *guest,
      const HearthControlMessage *said)
{
  g_autoptr (HearthControlMessage) copy = NULL;
  const Writer *writer = guest != NULL ? g_hash_table_lookup (self->writers, guest) : NULL;

  if (!hearth_chat_log_concerns (said, get_id (guest)))
    return;

  copy = hearth_control_message_new (HEARTH_CONTROL_SAID);
  copy->time = said->time;
  copy->number = g_str_equal (said->actor, get_id (guest)) ? said->number : 0;
  copy->actor = g_strdup (said->actor);
  copy->actor_name = g_strdup (said->actor_name);
  copy->colour = g_strdup (said->colour);
  copy->target = g_strdup (said->target);
  copy->target_name = g_strdup (said->target_name);
  copy->text = g_strdup (said->text);
  copy->earlier = writer != NULL && said->time <= writer->came_after;
  send (self, guest, copy);
}

static void
refuse (HearthChatRelay   *self,
        HearthGuestLink   *guest,
        guint64            number,
        HearthChatRefusal  refusal)
{
  g_autoptr (HearthControlMessage) unsaid = hearth_control_message_new (HEARTH_CONTROL_UNSAID);

  g_debug ("What %s wrote is passed on to nobody (%d)", get_id (guest), refusal);
  unsaid->number = number;
  unsaid->refusal = refusal;
  send (self, guest, unsaid);
}

/* --- What people say ---------------------------------------------------------------------------------------------------- */

static gboolean
may_write (HearthChatRelay *self,
           HearthGuestLink *guest)
{
  HearthRole role = guest != NULL ? hearth_member_get_role (hearth_guest_link_get_member (guest)) : HEARTH_ROLE_HOST;

  return (hearth_rights_get (role, hearth_gathering_get_switches (self->gathering)) & HEARTH_RIGHT_CHAT) != 0;
}

/* Returns: (nullable): the name of the other person inside whose id that is. */
static const char *
find_addressee (HearthChatRelay *self,
                HearthGuestLink *writer,
                const char      *id)
{
  HearthGuestLink *guest = hearth_gathering_find_id (self->gathering, id);

  if (guest != NULL)
    return guest != writer ? hearth_member_get_name (hearth_guest_link_get_member (guest)) : NULL;

  return writer != NULL && hearth_gathering_is_seated (self->gathering) && g_str_equal (id, HEARTH_GATHERING_HOST_ID)
           ? hearth_gathering_get_host (self->gathering)->name
           : NULL;
}

static HearthControlMessage *
write_down (HearthChatRelay            *self,
            HearthGuestLink            *guest,
            const HearthControlMessage *say,
            const char                 *addressee_name)
{
  HearthControlMessage *said = hearth_control_message_new (HEARTH_CONTROL_SAID);
  HearthMember *member = guest != NULL ? hearth_guest_link_get_member (guest) : NULL;
  const HearthMemberState *host = hearth_gathering_get_host (self->gathering);

  said->number = say->number;
  said->actor = g_strdup (get_id (guest));
  said->actor_name = g_strdup (member != NULL ? hearth_member_get_name (member) : host->name);
  said->colour = g_strdup (member != NULL ? hearth_member_get_colour (member) : host->colour);
  said->target = g_strdup (say->target);
  said->target_name = g_strdup (addressee_name);
  said->text = g_strdup (say->text);

  return said;
}

/* Passes it on, and tells the writer that it is done, or that it is not. */
static void
pass_on (HearthChatRelay            *self,
         HearthGuestLink            *guest,
         const HearthControlMessage *say)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);
  Writer *writer = guest != NULL ? g_hash_table_lookup (self->writers, guest) : NULL;
  HearthControlMessage *said;
  const char *addressee_name = NULL;

  if (!may_write (self, guest))
    {
      refuse (self, guest, say->number, HEARTH_CHAT_WITHHELD);
      return;
    }
  if (!hearth_token_bucket_take (&self->messages, 1, g_get_monotonic_time ()))
    {
      refuse (self, guest, say->number, HEARTH_CHAT_TOO_FAST);
      return;
    }
  if (say->target != NULL)
    {
      addressee_name = find_addressee (self, guest, say->target);
      if (addressee_name == NULL)
        {
          refuse (self, guest, say->number, HEARTH_CHAT_NOBODY);
          return;
        }
    }

  said = write_down (self, guest, say, addressee_name);
  if (writer != NULL)
    writer_remember (writer, said);
  hearth_chat_log_add (self->log, said, g_get_real_time () / 1000);
  tell (self, NULL, said);
  for (guint i = 0; i < guests->len; i++)
    tell (self, g_ptr_array_index (guests, i), said);
}

/* Whose connection it came by is who it is from. */
static void
on_say (HearthGuestControl   *control,
        HearthControlMessage *say,
        HearthChatRelay      *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  Writer *writer = guest != NULL ? g_hash_table_lookup (self->writers, guest) : NULL;
  const HearthControlMessage *known;
  gboolean enough;

  if (writer == NULL)
    return;

  known = writer_find (writer, say->number);
  enough = hearth_token_bucket_take (&writer->bytes, MAX (strlen (say->text), HEARTH_LIMIT_CHAT_COST), g_get_monotonic_time ());
  if (known == NULL && !enough)
    refuse (self, guest, say->number, HEARTH_CHAT_TOO_FAST);
  else if (known == NULL)
    pass_on (self, guest, say);
  else if (enough)
    tell (self, guest, known); /* said again over a fresh channel: it had arrived, only the answer was lost */
}

static void
on_send (HearthConversation   *conversation,
         HearthControlMessage *say,
         HearthChatRelay      *self)
{
  pass_on (self, NULL, say);
}

/* --- Coming and going --------------------------------------------------------------------------------------------------- */

/* On every fresh channel, when the state of the room has been told. What they know already they ignore. */
static void
on_told (HearthGuestControl *control,
         HearthChatRelay    *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  GPtrArray *messages = hearth_chat_log_get (self->log);

  for (guint i = 0; guest != NULL && i < messages->len; i++)
    tell (self, guest, g_ptr_array_index (messages, i));
}

static void
on_joined (HearthGathering *gathering,
           HearthGuestLink *guest,
           HearthChatRelay *self)
{
  Writer *writer = g_new0 (Writer, 1);

  writer->came_after = hearth_chat_log_get_time (self->log);
  hearth_token_bucket_init (&writer->bytes, HEARTH_LIMIT_CHAT_BURST_BYTES, HEARTH_LIMIT_CHAT_BYTES_PER_SECOND, g_get_monotonic_time ());
  g_hash_table_insert (self->writers, guest, writer);
  g_signal_connect_object (hearth_guest_link_get_control (guest), "say", G_CALLBACK (on_say), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_guest_link_get_control (guest), "told", G_CALLBACK (on_told), self, G_CONNECT_DEFAULT);
}

static gboolean
is_inside (HearthChatRelay *self,
           const char      *id)
{
  return g_str_equal (id, HEARTH_GATHERING_HOST_ID) ? hearth_gathering_is_seated (self->gathering)
                                                    : hearth_gathering_find_id (self->gathering, id) != NULL;
}

/* What was private stays with the two, and what was said in a room with those who were in it: who comes into an empty one finds nothing. */
static gboolean
is_for_anybody (const HearthControlMessage *said,
                gpointer                    data)
{
  HearthChatRelay *self = data;

  if (said->target != NULL)
    return is_inside (self, said->actor) || is_inside (self, said->target);

  return hearth_gathering_is_seated (self->gathering) || hearth_gathering_get_guests (self->gathering)->len > 0;
}

static void
on_left (HearthGathering *gathering,
         HearthGuestLink *guest,
         HearthChatRelay *self)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (guest), self);
  g_hash_table_remove (self->writers, guest);
  hearth_chat_log_keep (self->log, is_for_anybody, self);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_chat_relay_dispose (GObject *object)
{
  HearthChatRelay *self = HEARTH_CHAT_RELAY (object);

  hearth_chat_relay_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (hearth_chat_relay_parent_class)->dispose (object);
}

static void
hearth_chat_relay_finalize (GObject *object)
{
  HearthChatRelay *self = HEARTH_CHAT_RELAY (object);

  hearth_chat_log_free (self->log);
  g_hash_table_unref (self->writers);

  G_OBJECT_CLASS (hearth_chat_relay_parent_class)->finalize (object);
}

static void
hearth_chat_relay_class_init (HearthChatRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_chat_relay_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_chat_relay_finalize;
}

static void
hearth_chat_relay_init (HearthChatRelay *self)
{
  hearth_token_bucket_init (&self->messages, HEARTH_LIMIT_CHAT_ROOM_BURST, HEARTH_LIMIT_CHAT_ROOM_PER_SECOND, g_get_monotonic_time ());
  self->log = hearth_chat_log_new ();
  self->writers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) writer_free);
}

HearthChatRelay *
hearth_chat_relay_new (HearthGathering    *gathering,
                       HearthConversation *conversation)
{
  HearthChatRelay *self = g_object_new (HEARTH_TYPE_CHAT_RELAY, NULL);

  self->gathering = g_object_ref (gathering);
  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (conversation, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_chat_relay_close (HearthChatRelay *self)
{
  GPtrArray *guests;

  g_return_if_fail (HEARTH_IS_CHAT_RELAY (self));

  if (self->gathering == NULL)
    return;

  guests = hearth_gathering_get_guests (self->gathering);
  for (guint i = 0; i < guests->len; i++)
    g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (g_ptr_array_index (guests, i)), self);
  g_signal_handlers_disconnect_by_data (self->gathering, self);
  g_signal_handlers_disconnect_by_data (self->conversation, self);
  hearth_conversation_close (self->conversation);
}
