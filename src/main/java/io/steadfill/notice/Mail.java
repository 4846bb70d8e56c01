package io.steadfill.notice;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends messages by Spring's mail sender, which {@code spring.mail} configures. */
final class Mail {

    private final ObjectProvider<JavaMailSender> sender;

    Mail(ObjectProvider<JavaMailSender> sender) {
        this.sender = sender;
    }

    /** Returns why it was not taken; null when it was. */
    @Nullable
    String send(NoticeProperties.Notice notice, Message message) {
        JavaMailSender found = sender.getIfAvailable();
        if (found == null) {
            return "spring.mail.host is not configured";
        }
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom(notice.from() == null ? notice.to().get(0) : notice.from());
        mail.setTo(notice.to().toArray(String[]::new));
        mail.setSubject(message.text());
        mail.setText(message.text() + "\n\nat " + message.at() + ", message " + message.id() + "\n");
        try {
            found.send(mail);
            return null;
        } catch (MailException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
